using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Undercast.Functions;

/// <summary>An interpreter of this machine.</summary>
/// <param name="Path">The program itself, without links and shims.</param>
/// <param name="Version">Such as 22.11.0.</param>
/// <param name="Folders">What it needs beside /usr.</param>
internal sealed record Interpreter(string Path, Version Version, IReadOnlyList<string> Folders);

/// <summary>Finds the interpreters of this machine; each is asked once what it is.</summary>
internal static class Interpreters
{
    private static readonly ConcurrentDictionary<string, Interpreter?> Asked = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Interpreter?> Chosen = new(StringComparer.Ordinal);

    public static Interpreter? Node(int major) => Chosen.GetOrAdd(
        $"node{major}", _ => Nearest(Candidates(["node", $"node{major}", "nodejs"], ".nvm/versions/node", "bin/node", $"v{major}.").Select(p => Ask(p, "-p", "process.execPath+'\\n'+process.versions.node+'\\n/'")), v => v.Major - major));

    public static Interpreter? Python(int minor) => Chosen.GetOrAdd(
        $"python{minor}", _ => Nearest(
            Candidates([$"python3.{minor}", "python3"], ".pyenv/versions", "bin/python3", $"3.{minor}.").Select(p => Ask(p, "-c", "import sys;print(sys.executable);print('%d.%d.%d'%sys.version_info[:3]);print(sys.base_prefix);print(sys.prefix)"))
                .Where(i => i?.Version >= new Version(3, 8)),
            v => v.Minor - minor));

    /// <summary>A development kit of at least that version, since older ones cannot run newer classes, and at least 17, which the bootstrap needs.</summary>
    public static Interpreter? Java(int major) => Chosen.GetOrAdd(
        $"java{major}", _ => Nearest(JavaPrograms().Select(p => Asked.GetOrAdd(p, AskJava)).Where(i => i?.Version.Major >= Math.Max(17, major)), v => v.Major - major));

    public static Interpreter? Php() => Chosen.GetOrAdd(
        "php", _ => Candidates(["php"], ".phpenv/versions", "bin/php", "")
            .Select(p => Ask(p, "-r", "echo PHP_BINARY, \"\\n\", PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION, '.', PHP_RELEASE_VERSION, \"\\n/\\n\";")).FirstOrDefault(i => i is not null));

    private static IEnumerable<string> JavaPrograms()
    {
        if (Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home) yield return Path.Combine(home, "bin/java");
        if (Which("java") is { } path) yield return path;
        if (!Directory.Exists("/usr/lib/jvm")) yield break;
        foreach (var folder in Directory.EnumerateDirectories("/usr/lib/jvm")) yield return Path.Combine(folder, "bin/java");
    }

    private static Interpreter? AskJava(string path)
    {
        if (!File.Exists(path)) return null;
        var program = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var home = Path.GetFullPath(Path.Combine(program, "../.."));
        var release = Path.Combine(home, "release");
        // The compiler comes with a development kit, not with a mere runtime.
        if (!File.Exists(release) || !File.Exists(Path.Combine(home, "bin/javac"))) return null;
        var line = File.ReadLines(release).FirstOrDefault(l => l.StartsWith("JAVA_VERSION=", StringComparison.Ordinal));
        var text = line?["JAVA_VERSION=".Length..].Trim('"').Split('_', '-', '+')[0];
        if (text is not null && !text.Contains('.', StringComparison.Ordinal)) text += ".0";
        return Version.TryParse(text, out var version) ? new Interpreter(program, version, home.StartsWith("/usr/", StringComparison.Ordinal) ? [] : [home]) : null;
    }

    /// <summary>The .NET that this server runs on: where there is one of these, there is that.</summary>
    public static Interpreter Dotnet { get; } = OwnDotnet();

    private static Interpreter OwnDotnet()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var program = Path.Combine(root, "dotnet");
        return new Interpreter(program, Environment.Version, root.StartsWith("/usr/", StringComparison.Ordinal) ? [] : [root]);
    }

    /// <summary>The program of that name on the path, or null.</summary>
    public static string? Which(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);

    // The same version, where the rest need not be asked; else the next newer one, else the next older one.
    private static Interpreter? Nearest(IEnumerable<Interpreter?> found, Func<Version, int> distance)
    {
        Interpreter? nearest = null;
        var least = int.MaxValue;
        foreach (var interpreter in found.OfType<Interpreter>())
        {
            var d = distance(interpreter.Version);
            if (d < 0) d = 1000 - d;
            if (d >= least) continue;
            (nearest, least) = (interpreter, d);
            if (d == 0) break;
        }
        return nearest;
    }

    // Those that likely are the version come first. A script on the path, such as a version manager's shim, takes many times longer to answer than the program that it leads to: such come last.
    private static IEnumerable<string> Candidates(string[] names, string homeFolder, string tail, string likely)
    {
        var versions = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), homeFolder);
        var folders = Directory.Exists(versions) ? Directory.GetDirectories(versions) : [];
        return names.Select(Which).OfType<string>()
            .Concat(folders.OrderBy(f => !Path.GetFileName(f).StartsWith(likely, StringComparison.Ordinal)).Select(f => Path.Combine(f, tail)).Where(File.Exists))
            .OrderBy(IsScript);
    }

    private static bool IsScript(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return file.ReadByte() == '#' && file.ReadByte() == '!';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program that may be run but not read.
            return false;
        }
    }

    private static Interpreter? Ask(string path, params string[] arguments) => Asked.GetOrAdd(path, _ =>
    {
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start);
            if (process is null) return null;
            var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            if (process.ExitCode != 0 || lines.Length < 3 || !Version.TryParse(lines[1], out var version)) return null;
            var program = File.ResolveLinkTarget(lines[0], returnFinalTarget: true)?.FullName ?? lines[0];
            var folders = lines.Skip(2).Append(Path.GetDirectoryName(program)!).Where(f => f != "/" && !f.StartsWith("/usr", StringComparison.Ordinal) && !f.StartsWith("/bin", StringComparison.Ordinal)).Distinct().ToArray();
            return new Interpreter(program, version, folders);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    });
}

/// <summary>How a runtime of AWS's name is run here.</summary>
/// <param name="Command">The program and its arguments, inside the sandbox.</param>
/// <param name="Interpreter">What runs it, or null for a bootstrap that brings all itself.</param>
/// <param name="Folder">The folder of ours that appears as /var/runtime, or null.</param>
/// <param name="OverPort">Whether the function brings its own client of the Runtime API, which looks for it at a port.</param>
/// <param name="Label">Such as <c>nodejs:22 (Node.js 22.11.0)</c>, for the log.</param>
internal sealed record RuntimeChoice(IReadOnlyList<string> Command, Interpreter? Interpreter, string? Folder, bool OverPort, string Label)
{
    /// <summary>Whether its bootstrap can start before it knows its function.</summary>
    public bool HasSpares { get; init; }

    /// <summary>The interpreter with the names that programs call it by; null where nothing is interpreted.</summary>
    public (string Path, IReadOnlyList<string> Names)? Named => Interpreter is null ? null
        : Label.StartsWith("python", StringComparison.Ordinal) ? (Interpreter.Path, ["python", "python3", $"python3.{Interpreter.Version.Minor}"])
        : (Interpreter.Path, [Path.GetFileName(Interpreter.Path)]);
}

/// <summary>Which runtimes this machine can run.</summary>
public static class RuntimeCatalog
{
    /// <summary>Refuses a runtime that this cloud or this machine cannot run.</summary>
    /// <exception cref="RuntimeUnavailableException">The text names the runtime and what is missing.</exception>
    public static void Check(string runtime) => Choose(runtime, "", "/var/runtime");

    /// <summary>Whether the runtime is brought by the function's package.</summary>
    internal static bool IsProvided(string runtime) => runtime.StartsWith("provided", StringComparison.Ordinal);

    /// <summary>Chooses for a package that is there: one of a custom runtime without a bootstrap, whose handler is a file of PHP, gets a bootstrap of ours.</summary>
    internal static RuntimeChoice Choose(FunctionSpec spec, string runtimeFolder)
    {
        if (!IsProvided(spec.Runtime) || HasFile(spec, "bootstrap") || !File.Exists(Path.Combine(spec.CodeDirectory, PhpFileOf(spec.Handler)))) return Choose(spec.Runtime, spec.Handler, runtimeFolder);
        var php = Interpreters.Php() ?? throw new RuntimeUnavailableException($"The handler {spec.Handler} is of PHP, and this machine has none: install PHP so that 'php' is on the path.");
        return new RuntimeChoice([php.Path, "{runtime}/bootstrap.php"], php, Path.Combine(runtimeFolder, "php"), OverPort: false, $"{spec.Runtime} (PHP {php.Version})");
    }

    private static bool HasFile(FunctionSpec spec, string name) => File.Exists(Path.Combine(spec.CodeDirectory, name)) || (spec.LayerDirectory is { } layers && File.Exists(Path.Combine(layers, name)));

    // index.php answers with its function; index.handler names one of index.php.
    private static string PhpFileOf(string handler) => handler.EndsWith(".php", StringComparison.Ordinal) ? handler : $"{Path.ChangeExtension(handler, null)}.php";

    internal static RuntimeChoice Choose(string runtime, string handler, string runtimeFolder)
    {
        if (IsProvided(runtime)) return new RuntimeChoice([], null, null, OverPort: true, runtime);
        if (runtime.StartsWith("nodejs", StringComparison.Ordinal) && int.TryParse(runtime.AsSpan(6, runtime.Length - 6).TrimEnd(".x"), NumberStyles.None, CultureInfo.InvariantCulture, out var major))
        {
            var node = Interpreters.Node(major) ?? throw new RuntimeUnavailableException($"The runtime {runtime} needs Node.js, and this machine has none: install Node.js {major} so that 'node' is on the path.");
            return new RuntimeChoice([node.Path, "{runtime}/bootstrap.js"], node, Path.Combine(runtimeFolder, "node"), OverPort: false, $"nodejs:{major} (Node.js {node.Version})") { HasSpares = true };
        }
        if (runtime.StartsWith("python3.", StringComparison.Ordinal) && int.TryParse(runtime.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
        {
            var python = Interpreters.Python(minor) ?? throw new RuntimeUnavailableException($"The runtime {runtime} needs Python, and this machine has none: install Python 3.{minor} so that 'python3' is on the path.");
            return new RuntimeChoice([python.Path, "{runtime}/bootstrap.py"], python, Path.Combine(runtimeFolder, "python"), OverPort: false, $"python:3.{minor} (Python {python.Version})") { HasSpares = true };
        }
        if (runtime.StartsWith("dotnet", StringComparison.Ordinal) && int.TryParse(runtime.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var dotnet))
        {
            var own = Interpreters.Dotnet;
            if (dotnet > own.Version.Major) throw new RuntimeUnavailableException($"The runtime {runtime} needs .NET {dotnet}, and this server runs on .NET {own.Version}.");
            var label = $"dotnet:{dotnet} (.NET {own.Version})";
            // AWS: a handler that is only an assembly's name is a program with a client of the Runtime API in it (Lambda, .NET executable assemblies).
            return handler.Contains("::", StringComparison.Ordinal)
                ? new RuntimeChoice([own.Path, "exec", "{runtime}/bootstrap.dll"], own, Path.Combine(runtimeFolder, "dotnet"), OverPort: false, label)
                : new RuntimeChoice([own.Path, "exec", "--roll-forward", "Major", $"{{task}}/{handler}.dll"], own, Path.Combine(runtimeFolder, "dotnet"), OverPort: true, label);
        }
        if (runtime.StartsWith("java", StringComparison.Ordinal) && int.TryParse(runtime.AsSpan(4).TrimEnd(".al2"), NumberStyles.None, CultureInfo.InvariantCulture, out var java))
        {
            var kit = Interpreters.Java(java) ?? throw new RuntimeUnavailableException($"The runtime {runtime} needs a Java development kit of version {Math.Max(17, java)} or newer, and this machine has none: install one so that 'java' and 'javac' are on the path.");
            // AWS: classes at the root of the package, libraries in lib, those of layers in java/lib (Lambda, deploying Java functions with archives).
            return new RuntimeChoice(
                [kit.Path, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx{heap}m", "-cp", "{runtime}:{task}:{task}/lib/*:{layers}/java/lib/*", "Bootstrap"],
                kit, Path.Combine(runtimeFolder, "java"), OverPort: false, $"java:{java} (Java {kit.Version})");
        }
        throw new RuntimeUnavailableException($"The runtime {runtime} is not supported by Undercast; nodejs, python3, dotnet, java and provided runtimes are.");
    }
}
