"""The ground: a project's folder, how it is read, written and worked on, and how faults are told."""
