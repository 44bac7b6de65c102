# SPDX-License-Identifier: MIT
"""One module for each way in which a framework writes models. Each has

    PACKAGES         what it imports, by the names of the modules
    write(folder)    adds models to a models.Folder"""
