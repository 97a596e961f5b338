"""Answers, for each line "module number", 1 where python-stdnum takes the number and 0 where it does not."""
import importlib
import sys

modules = {}
for line in sys.stdin:
    name, number = line.split()
    if name not in modules:
        modules[name] = importlib.import_module('stdnum.' + name)
    print(int(modules[name].is_valid(number)))
