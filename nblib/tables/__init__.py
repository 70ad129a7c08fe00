"""The tables that pass between stages: their columns, their types, one check.

A table is a plain DataFrame; what may be unknown is a missing value, never zero or an
empty string.
"""

from .columns import MEMORY, ORDER, TABLES
from .making import check_table, make_table, sort_table

__all__ = ["MEMORY", "ORDER", "TABLES", "check_table", "make_table", "sort_table"]
