using System.Collections.Concurrent;
using System.Diagnostics;

namespace Undercast.Functions;

/// <summary>Compiles the Java bootstrap with this machine's compiler, once for each server: class files would be an opaque thing to ship.</summary>
internal static class JavaBootstrap
{
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Compiled = new(StringComparer.Ordinal);

    /// <exception cref="RuntimeUnavailableException">The compiler fails.</exception>
    public static Task EnsureAsync(RuntimeChoice choice) =>
        choice.Folder is { } folder && File.Exists(Path.Combine(folder, "Bootstrap.java")) ? Compiled.GetOrAdd(folder, _ => new Lazy<Task>(() => CompileAsync(choice.Interpreter!, folder))).Value : Task.CompletedTask;

    private static async Task CompileAsync(Interpreter java, string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(Path.GetDirectoryName(java.Path)!, "javac")) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--release", "17", "-d", folder, .. Directory.EnumerateFiles(folder, "*.java")]) start.ArgumentList.Add(argument);
        using var compiler = Process.Start(start) ?? throw new RuntimeUnavailableException($"{start.FileName} cannot be started.");
        var words = compiler.StandardError.ReadToEndAsync();
        await compiler.StandardOutput.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        if (compiler.ExitCode != 0) throw new RuntimeUnavailableException($"{start.FileName} cannot compile the Java bootstrap: {await words}");
    }
}
