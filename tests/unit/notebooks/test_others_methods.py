"""What we override of Jupyter's classes is public, is still there, and is called with what we expect."""

from __future__ import annotations

import ast
import inspect
import textwrap

import pytest
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.channels import ZMQSocketChannel
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session
from nbclient import NotebookClient
from traitlets.config import Config

from factbook.notebooks.kernel.channels import MeteredChannel, TwoChannelClient
from factbook.notebooks.kernel.client import CellRunner
from factbook.notebooks.kernel.kernel_app import CellApp, CellCompiler, CellKernel
from factbook.notebooks.kernel.provisioner import KernelSpecs, Manager, WarmProvisioner
from factbook.notebooks.kernel.streams import CellStream

OURS = (
    CellApp, CellCompiler, CellKernel, CellRunner, CellStream, KernelSpecs, Manager, MeteredChannel, TwoChannelClient,
    WarmProvisioner,
)  # fmt: skip
USED = {
    IPKernelApp: {"initialize", "instance", "start"},
    KernelManager: {"cleanup_resources", "get_connection_info", "interrupt_kernel", "kernel_spec", "request_shutdown"},
    NotebookClient: {"async_execute_cell", "async_start_new_kernel", "async_start_new_kernel_client"},
    Session: {"deserialize", "feed_identities"},
    ZMQSocketChannel: {"get_msg", "stop"},
}
"""Methods that we call."""


def others(ours: type) -> list[type]:
    return [base for base in ours.__mro__ if not base.__module__.startswith(("factbook.", "builtins"))]


def names_in(one: type) -> set[str]:
    """Every attribute that the code of a class names or defines, also those of its instances."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(one)))
    except (OSError, TypeError):  # written in C
        return set(vars(one))
    defined = (ast.FunctionDef, ast.AsyncFunctionDef)
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    named |= {node.name for node in ast.walk(tree) if isinstance(node, defined)}
    return named | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("ours", OURS)
def test_no_private_name_of_others_is_overridden_or_used(ours):
    theirs = {name for base in others(ours) for name in names_in(base)}
    both = names_in(ours) & theirs
    assert {name for name in both if name.startswith("_") and not name.startswith("__")} <= {"_"}


@pytest.mark.parametrize(("ours", "name"), [
    (ours, name) for ours in OURS for name, held in vars(ours).items()
    if inspect.isfunction(held) and not name.startswith("_") and any(hasattr(base, name) for base in others(ours))
])  # fmt: skip
def test_a_method_that_is_overridden_is_called_as_before(ours, name):
    theirs = next(getattr(base, name) for base in others(ours) if name in vars(base))
    wanted = inspect.signature(theirs).parameters.values()
    taken = inspect.signature(getattr(ours, name)).parameters
    if not any(one.kind is one.VAR_POSITIONAL for one in taken.values()):
        assert [one.name for one in wanted if one.kind is not one.VAR_KEYWORD] == [
            one.name for one in taken.values() if one.kind is not one.VAR_KEYWORD
        ]
    assert inspect.iscoroutinefunction(getattr(ours, name)) == inspect.iscoroutinefunction(theirs)


@pytest.mark.parametrize(("theirs", "names"), USED.items())
def test_what_is_called_is_there(theirs, names):
    assert names <= set(dir(theirs))


def test_the_options_of_a_kernel_are_there():
    assert {"capture_fd_output", "kernel_class", "outstream_class"} <= IPKernelApp.class_traits().keys()
    assert "compiler_class" in IPythonKernel.class_traits()


def test_the_arguments_of_a_kernel_are_read_as_theirs_are():
    usual = ["-f", "/tmp/k.json", f"--HistoryManager.hist_file={NotebookClient.ipython_hist_file.default_value}"]
    ours, theirs = (make(config=Config({"HistoryManager": {"enabled": False}})) for make in (CellApp, IPKernelApp))
    for app in (ours, theirs):
        app.parse_command_line(usual)
    assert repr(ours.config) == repr(theirs.config)
    assert repr(ours.cli_config) == repr(theirs.cli_config)
    assert (ours.argv, ours.extra_args) == (theirs.argv, theirs.extra_args)
    assert ours.connection_file == theirs.connection_file == "/tmp/k.json"


def test_any_other_arguments_of_a_kernel_are_left_to_them():
    app = CellApp()
    app.parse_command_line(["-f", "/tmp/k.json", "--IPKernelApp.no_stdout=True"])
    assert (app.connection_file, app.no_stdout) == ("/tmp/k.json", True)
