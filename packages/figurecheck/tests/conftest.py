"""What the tests of figurecheck share; they load nothing of a report, and no browser."""

from __future__ import annotations

from types import SimpleNamespace

import hypothesis
import pytest

# Single examples are slow now and then on a busy machine, so none has a deadline; the same ones are tried each time.
hypothesis.settings.register_profile("figurecheck", deadline=None, derandomize=True)
hypothesis.settings.load_profile("figurecheck")


@pytest.fixture(scope="session")
def trial(request: pytest.FixtureRequest) -> SimpleNamespace:
    """How much of a long trial to run: all of it where the repository's ``--trial`` is given, else a sample."""
    return SimpleNamespace(whole=request.config.getoption("--trial", default=False))
