"""Checks of many sample workbooks, as a build runs them.

Which files (`checks/workbook_files.py`), what is asked of them (`configuration`, `policy`), the checks
themselves, in parallel (`file_checks`), what is known of them already (`baseline`), and the reports for
people and for build servers.
"""
