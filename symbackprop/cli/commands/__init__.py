"""The commands: a module for each row of COMMANDS, with a function `run` that returns the exit status."""
