"""The chapters of the law, each a module of rules that reads like it."""
