using System.Diagnostics;
using System.Text;

namespace Undercast.Host.Tests;

/// <summary>The built program as a process.</summary>
internal sealed class Binary : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private Binary(string[] arguments, string? directory)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory ?? Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "undercast.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Append(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public string Url { get; private set; } = "";

    public static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, string? directory = null)
    {
        using var binary = new Binary(arguments, directory);
        var code = await binary.WaitAsync();
        return (code, binary.Output, binary.Errors);
    }

    public static async Task<Binary> StartAsync(params string[] arguments)
    {
        var binary = new Binary(["start", "--port", "0", .. arguments], null);
        var until = DateTime.UtcNow + Deadline;
        while (!binary.Output.Contains("ready ", StringComparison.Ordinal))
        {
            if (binary._process.HasExited || DateTime.UtcNow > until) throw new InvalidOperationException($"It did not start: {binary.Output}{binary.Errors}");
            await Task.Delay(10);
        }
        binary.Url = binary.Output.Split("ready ")[1].Split(' ')[0];
        return binary;
    }

    public async Task<int> WaitAsync()
    {
        using var limit = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(limit.Token);
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public async Task<int> StopAsync(string signal = "TERM")
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await WaitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}

/// <summary>A directory that goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Name { get; } = Directory.CreateTempSubdirectory("undercast-test-").FullName;

    public void Dispose() => Directory.Delete(Name, recursive: true);
}
