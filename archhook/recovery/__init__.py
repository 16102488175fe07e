"""The parts that code falls into by folders, imports and names, in an order that breaks the fewest imports. Pure."""
