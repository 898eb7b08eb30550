"""The tracer: a process that the operating system asks before any traced kernel opens, looks for or starts a file.

Started as a script, by its path: it needs the standard library only, and is there in 20 ms. Kernels connect to its
socket (`in_kernel.start_tracing`) and hand over a descriptor. While a kernel waits in an open, a stat or an exec, the
tracer reads the path from the kernel's memory, follows it as Linux does, records each link on the way and the file at
its end, and lets the call go on. A call that would change the rights, the times or the owner of a file outside the
scratch folder is refused; so is one that looks in /proc at a process of another run, or changes its limits or priority.
The build asks on standard input for the trace of a run, by its name on a line, and gets a line of JSON. When standard
input ends, so does the tracer.
"""

# No more in here: importing it must take no time.
