using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Undercast.Functions;

/// <summary>What a process is to be started with.</summary>
internal sealed record LaunchPlan
{
    public required IReadOnlyList<string> Command { get; init; }
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    /// <summary>The instance's own folder on the host: its socket and its /tmp.</summary>
    public required string Folder { get; init; }
    public required string Code { get; init; }
    public string? Layers { get; init; }
    /// <summary>Folders of the host that the interpreter needs beside /usr.</summary>
    public required IReadOnlyList<string> Libraries { get; init; }
    /// <summary>The interpreter on the host, and the names that it has in /var/lang/bin; null without.</summary>
    public (string Path, IReadOnlyList<string> Names)? Interpreter { get; init; }
    /// <summary>What appears as /var/runtime.</summary>
    public string? RuntimeFolder { get; init; }
    /// <summary>Libraries of the runtime, and where they appear.</summary>
    public (string Source, string Target)? Modules { get; init; }
    /// <summary>The function's size; null for a spare, which is limited later.</summary>
    public int? MemoryMegabytes { get; init; }
    /// <summary>The longest file that it may write; null for a spare.</summary>
    public int? FileMegabytes { get; init; }
    public ControlGroup? Group { get; init; }
    public required bool Sandboxed { get; init; }
}

/// <summary>The command line of a function process.</summary>
/// <remarks>
/// A shell joins the control group, sets the limits and becomes bubblewrap. Bubblewrap's arguments, with the environment among them, come from a file that only this user can read: on a command line every
/// user of the machine would see the credentials, and in bubblewrap's own environment a function's LD_PRELOAD would act outside the sandbox.
/// </remarks>
internal static class Launch
{
    public const string TaskRoot = "/var/task";
    public const string RuntimeRoot = "/var/runtime";
    public const string Socket = "/run/undercast.sock";
    public const string GateFile = "g";
    private const string Gate = "/run/undercast.gate";

    // AWS: 1,024 file descriptors (Lambda quotas).
    private const int OpenFiles = 1024;

    private static readonly string[] EtcEntries =
    [
        "alternatives", "ca-certificates", "ca-certificates.conf", "crypto-policies", "gai.conf", "host.conf", "hosts", "java-17-openjdk", "java-21-openjdk", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types",
        "nsswitch.conf", "php", "pki", "protocols", "resolv.conf", "services", "ssl",
    ];

    /// <summary>The path of bubblewrap where it works, or null.</summary>
    public static string? FindSandbox()
    {
        if (!OperatingSystem.IsLinux() || Interpreters.Which("bwrap") is not { } bwrap) return null;
        // Some kernels and containers forbid user namespaces; trying is the only sure way to know.
        var start = new ProcessStartInfo(bwrap) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--unshare-user", "--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start);
        if (process is null || !process.WaitForExit(5000)) return null;
        return process.ExitCode == 0 ? bwrap : null;
    }

    public static ProcessStartInfo Build(LaunchPlan plan, string? bwrap)
    {
        var script = new StringBuilder();
        foreach (var entrance in plan.Group?.Entrances ?? []) script.Append(CultureInfo.InvariantCulture, $"echo $$ >{Quote(entrance)} || exit 70; ");
        // A file that grows too long is an error of the write, not the end of the process; the shell counts in blocks of 512 bytes.
        script.Append(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -n {OpenFiles}; ulimit -c 0; ");
        if (plan.FileMegabytes is { } longest) script.Append(CultureInfo.InvariantCulture, $"ulimit -f {longest * 2048L}; ");
        // Without a control group: writable private memory, which is what counts as a function's own; interpreters reserve far more address space.
        if (plan.Group is null && plan.MemoryMegabytes is { } megabytes) script.Append(CultureInfo.InvariantCulture, $"ulimit -d {(megabytes + Limits.Slack) * 1024L} 2>/dev/null; ");
        script.Append("exec </dev/null 2>&1; ");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment.Clear();
        if (bwrap is not null && plan.Sandboxed)
        {
            var arguments = Path.Combine(plan.Folder, "arguments");
            using (var file = new FileStream(arguments, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                file.Write(Encoding.UTF8.GetBytes(string.Join('\0', Arguments(plan)) + '\0'));
            }
            script.Append(CultureInfo.InvariantCulture, $"exec {Quote(bwrap)} --args 3 \"$@\" 3<{Quote(arguments)}");
        }
        else
        {
            script.Append(CultureInfo.InvariantCulture, $"cd {Quote(plan.Code)} && exec \"$@\"");
            foreach (var (name, value) in plan.Environment) start.Environment[name] = value;
        }
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script.ToString());
        start.ArgumentList.Add("sh");
        foreach (var part in plan.Command) start.ArgumentList.Add(part);
        return start;
    }

    private static IEnumerable<string> Arguments(LaunchPlan plan)
    {
        // The process belongs to a user of its own namespace, sees its own processes only, and dies with the server.
        string[] isolation =
        [
            "--die-with-parent", "--new-session", "--unshare-user", "--uid", "993", "--gid", "990", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "169.254.76.1",
            "--proc", "/proc", "--dev", "/dev", "--clearenv", "--ro-bind", "/usr", "/usr",
        ];
        foreach (var part in isolation) yield return part;
        foreach (var folder in (string[])["/bin", "/sbin", "/lib", "/lib32", "/lib64"])
        {
            if (new DirectoryInfo(folder).LinkTarget is { } target)
            {
                yield return "--symlink";
                yield return target;
                yield return folder;
            }
            else if (Directory.Exists(folder))
            {
                foreach (var part in (string[])["--ro-bind", folder, folder]) yield return part;
            }
        }
        foreach (var entry in EtcEntries)
        {
            foreach (var part in (string[])["--ro-bind-try", $"/etc/{entry}", $"/etc/{entry}"]) yield return part;
        }
        foreach (var library in plan.Libraries)
        {
            foreach (var part in (string[])["--ro-bind", library, library]) yield return part;
        }
        if (plan.Interpreter is { } interpreter)
        {
            // AWS: interpreters are there, and scripts in layers name them in their first line.
            foreach (var name in interpreter.Names)
            {
                foreach (var part in (string[])["--symlink", interpreter.Path, $"/var/lang/bin/{name}"]) yield return part;
            }
        }
        string[] own =
        [
            "--bind", Path.Combine(plan.Folder, "tmp"), "/tmp", "--ro-bind", plan.Code, TaskRoot, "--dir", "/opt", "--dir", "/run", "--ro-bind-try", Path.Combine(plan.Folder, "s"), Socket, "--ro-bind-try", Path.Combine(plan.Folder, GateFile), Gate,
        ];
        foreach (var part in own) yield return part;
        if (plan.Layers is not null)
        {
            foreach (var part in (string[])["--ro-bind", plan.Layers, "/opt"]) yield return part;
        }
        if (plan.RuntimeFolder is not null)
        {
            foreach (var part in (string[])["--ro-bind", plan.RuntimeFolder, RuntimeRoot]) yield return part;
        }
        if (plan.Modules is { } modules)
        {
            foreach (var part in (string[])["--ro-bind", modules.Source, modules.Target]) yield return part;
        }
        foreach (var (name, value) in plan.Environment)
        {
            foreach (var part in (string[])["--setenv", name, value]) yield return part;
        }
        yield return "--chdir";
        yield return TaskRoot;
    }

    /// <summary>A command that starts extensions, waits until the gate opens, and then runs the runtime beside them.</summary>
    /// <remarks>
    /// Extensions' lines carry a mark by which the output knows them. One that ends takes everything along, by a signal that tells why, when its last line is out. A second word through the gate ends the
    /// runtime as AWS does: SIGTERM, time to hear it, SIGKILL; extensions outlive it then.
    /// </remarks>
    public static IEnumerable<string> WithExtensions(string folder, string gate, IEnumerable<string> command) =>
    [
        "/bin/sh", "-c",
        $$"""
        for e in {{Quote(folder)}}/*; do [ -f "$e" ] && [ -x "$e" ] || continue; { "$e" 2>&1 | sed -u 's/^/{{Mark}}/'; kill -USR2 $$; } & done
        read -r _ <{{Quote(gate)}}
        "$@" & runtime=$!
        trap 'ending=1; trap "" USR2; kill -TERM $runtime 2>/dev/null; { sleep {{RuntimeGrace}}; kill -KILL $runtime 2>/dev/null; } &' TERM
        { read -r _ <{{Quote(gate)}}; kill -TERM $$; } &
        wait $runtime; code=$?
        [ -z "$ending" ] || { wait $runtime; echo '{{Mark}}{{Mark}}'; wait; }
        exit $code
        """,
        "sh", .. command,
    ];

    private const string Mark = "\u001d";

    // AWS: what a runtime has beside external extensions, of two seconds in all (Lambda, execution environment lifecycle).
    private const string RuntimeGrace = "0.3";

    public static string GateOf(string instanceFolder, bool sandboxed) => sandboxed ? Gate : Path.Combine(instanceFolder, GateFile);

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
