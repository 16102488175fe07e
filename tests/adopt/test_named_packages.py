from __future__ import annotations

import pytest

from archhook.adopt.named_packages import Shipped
from archhook.adopt.project_metadata import shipped_by

BOTH = ("shop/", "shop.py", "src/shop/", "src/shop.py")


@pytest.mark.parametrize(
    ("text", "places", "where"),
    [
        ('[tool.setuptools]\npackages = ["a", "a.b", "c.d"]\npy-modules = ["m"]', ("a/", "c/d/", "m.py"), ()),
        ('[tool.setuptools]\npackages = ["a"]\npackage-dir = {"" = "lib"}', ("lib/a/",), ()),
        ('[tool.setuptools.packages.find]\nwhere = ["src"]', (), ("src/",)),
        ('[tool.setuptools.packages.find]\ninclude = ["a", "a.*", "b*"]', (), ()),
        ('[tool.setuptools.packages.find]\ninclude = ["a", "a.*"]', ("a/",), ()),
        ('[tool.setuptools.packages.find]\nwhere = ["."]', (), ()),
        ('[tool.poetry]\npackages = [{include = "a", from = "src"}, {include = "m.py"}]', ("src/a/", "m.py"), ()),
        ('[tool.hatch.build.targets.wheel]\npackages = ["src/a", "src/b"]', ("src/a/", "src/b/"), ()),
        ('[tool.hatch.build.targets.wheel]\ninclude = ["/a/**", "m.py"]', ("a/", "m.py"), ()),
        ('[tool.flit.module]\nname = "shop"', BOTH, ()),
        ('[tool.uv.build-backend]\nmodule-name = "a.b"', ("src/a/b/",), ()),
        ('[tool.uv.build-backend]\nmodule-name = ["a", "b"]\nmodule-root = ""', ("a/", "b/"), ()),
        ('[project]\nname = "shop"\n[build-system]\nbuild-backend = "flit_core.buildapi"', BOTH, ()),
        ('[tool.poetry]\nname = "shop"\n[build-system]\nbuild-backend = "poetry.core.masonry.api"', BOTH, ()),
        ('[project]\nname = "shop"\n[build-system]\nbuild-backend = "setuptools.build_meta"', (), ()),
        ('tool = 1', (), ()),
        ('[tool]\nsetuptools = 1\npoetry = {packages = 1}\nhatch = []\nflit = {module = 1}\nuv = {build-backend = 1}',
         (), ()),
    ],
)  # fmt: skip
def test_what_a_pyproject_names(text: str, places: tuple[str, ...], where: tuple[str, ...]) -> None:
    assert shipped_by({"pyproject.toml": text.encode()}) == Shipped(places, where)


@pytest.mark.parametrize(
    ("file", "text", "places", "where"),
    [
        ("setup.cfg", "[options]\npackages = find:\npackage_dir =\n    = src\n", (), ("src/",)),
        ("setup.cfg", "[options]\npackages = find:\n[options.packages.find]\nwhere = lib\n", (), ("lib/",)),
        ("setup.cfg", "[options]\npackages =\n    a\n    b\npy_modules = m", ("a/", "b/", "m.py"), ()),
        ("setup.cfg", "[options]\npackage_dir = a = x/a, = src\n", (), ()),
        ("setup.cfg", "broken", (), ()),
        ("setup.py", "setup(packages=['a', 'a.b'], package_dir={'a': 'lib/a'})", ("lib/a/",), ()),
        ("setup.py", "setup(packages=find_packages('src'), package_dir={'': 'src'})", (), ("src/",)),
        ("setup.py", "setup(packages=find_packages())", (), ()),
        ("setup.py", "setup(py_modules=['m'], package_dir={'': 'src'})", ("src/m.py",), ("src/",)),
    ],
)
def test_what_the_older_files_name(file: str, text: str, places: tuple[str, ...], where: tuple[str, ...]) -> None:
    assert shipped_by({file: text.encode()}) == Shipped(places, where)


def test_the_first_file_that_says_it_counts() -> None:
    files = {"setup.py": b"setup(packages=['a'])", "setup.cfg": b"[options]\npackages = b\n", "pyproject.toml": b"[x]"}
    assert shipped_by(files).places == ("b/",)
