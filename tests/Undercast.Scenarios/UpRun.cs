using System.Collections.Concurrent;
using System.Diagnostics;

namespace Undercast.Scenarios;

/// <summary>The built program running an application with <c>undercast up</c>.</summary>
internal sealed class UpRun : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private UpRun(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(Root, "artifacts/undercast/undercast.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Root { get; } = FindRoot();

    public string Log => string.Join('\n', _lines);

    /// <summary>A line of the output that begins with a word, without the word.</summary>
    public string Output(string name) => _lines.LastOrDefault(l => l.StartsWith(name + "\t", StringComparison.Ordinal))?[(name.Length + 1)..] ?? throw new InvalidOperationException($"No line {name}:\n{Log}");

    /// <summary>Runs until the application is up.</summary>
    public static async Task<UpRun> StartAsync(params string[] arguments)
    {
        var run = new UpRun(["up", .. arguments]);
        var until = DateTime.UtcNow + Deadline;
        while (!run._lines.Any(l => l.StartsWith("up\t", StringComparison.Ordinal)))
        {
            if (run._process.HasExited || DateTime.UtcNow > until)
            {
                run.Dispose();
                throw new InvalidOperationException($"It did not come up:\n{run.Log}");
            }
            await Task.Delay(20);
        }
        return run;
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int Code, string Log)> ToEndAsync(params string[] arguments)
    {
        using var run = new UpRun(["up", .. arguments]);
        using var limit = new CancellationTokenSource(Deadline);
        await run._process.WaitForExitAsync(limit.Token);
        run._process.WaitForExit();
        return (run._process.ExitCode, run.Log);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null) _lines.Enqueue(line);
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Undercast.slnx"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("not inside the repository");
    }
}
