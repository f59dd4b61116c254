"""Run the command line in this process, so that a benchmark can read its peak memory."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
