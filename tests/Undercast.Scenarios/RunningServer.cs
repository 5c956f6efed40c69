using System.Diagnostics;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;

namespace Undercast.Scenarios;

/// <summary>The built program as a server that a test may kill and start again over the same folder.</summary>
internal sealed class RunningServer : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private RunningServer(string data)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])[Path.Combine(UpRun.Root, "artifacts/undercast/undercast.dll"), "start", "--port", "0", "--data", data, "--durability", "relaxed"]) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Url { get; private set; } = "";

    public int Port => new Uri(Url).Port;

    public static async Task<RunningServer> StartAsync(string data)
    {
        var server = new RunningServer(data);
        var until = DateTime.UtcNow + Deadline;
        while (true)
        {
            string text;
            lock (server._output) text = server._output.ToString();
            if (text.Contains("ready ", StringComparison.Ordinal))
            {
                server.Url = text.Split("ready ")[1].Split(' ', '\n')[0];
                return server;
            }
            if (server._process.HasExited || DateTime.UtcNow > until)
            {
                server.Dispose();
                throw new InvalidOperationException($"It did not start:\n{text}");
            }
            await Task.Delay(20);
        }
    }

    /// <summary>A client that gives up at the first failure.</summary>
    public AmazonS3Client Client() => new(new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = Url, ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, Timeout = Deadline });

    public async Task<string> AdvanceAsync(TimeSpan by)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(FormattableString.Invariant($"{Url}/_undercast/clock?advance={by.TotalSeconds}")), null);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>Ends it at once, as a power switch would.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Name { get; } = Directory.CreateTempSubdirectory("undercast-scenario-").FullName;

    public void Dispose() => Directory.Delete(Name, recursive: true);
}
