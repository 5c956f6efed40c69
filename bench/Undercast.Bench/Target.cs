using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Undercast.Bench;

/// <summary>A server under measurement, as a process of its own.</summary>
internal sealed class Target : IDisposable
{
    private Process _process;
    private readonly string? _directory;
    private readonly ProcessStartInfo _start;

    private Target(string name, int port, ProcessStartInfo start, Process process, string? directory, TimeSpan startTime)
    {
        _start = start;
        Name = name;
        Port = port;
        _process = process;
        _directory = directory;
        StartTime = startTime;
    }

    public string Name { get; }

    public int Port { get; }

    /// <summary>From exec to the first answer.</summary>
    public TimeSpan StartTime { get; }

    public static string Root { get; } = FindRoot();

    public static bool HasMoto { get; } = Run("python3", "-c", "import moto.server, flask") == 0;

    public static Task<Target> UndercastAsync(string mode)
    {
        var directory = mode == "memory" ? null : Path.Combine(Path.GetTempPath(), "undercast-bench-" + Guid.NewGuid().ToString("N"));
        return StartAsync(mode, directory, port =>
        {
            var arguments = new List<string> { Path.Combine(Root, "artifacts/undercast/undercast.dll"), "start", "--port", Text(port) };
            arguments.AddRange(mode == "memory" ? ["--data", ":memory:"] : ["--data", directory!, "--durability", mode]);
            return ("dotnet", arguments);
        });
    }

    public static Task<Target> BareAsync() =>
        StartAsync("bare", null, port => ("dotnet", [Path.Combine(AppContext.BaseDirectory, "Undercast.Bench.dll"), "bare", Text(port)]));

    /// <summary>The program of dynalite, where <c>UNDERCAST_DYNALITE</c> names it (npm install dynalite).</summary>
    public static string? Dynalite { get; } = Environment.GetEnvironmentVariable("UNDERCAST_DYNALITE");

    public static Task<Target> DynaliteAsync() => StartAsync("dynalite", null, port => ("node", [Dynalite!, "--port", Text(port), "--createTableMs", "0"]));

    public static Task<Target> MotoAsync() => StartAsync("moto", null, port => ("python3", ["-m", "moto.server", "-p", Text(port)]));

    /// <summary>npm's s3rver, installed once below the temporary directory.</summary>
    public static Task<Target> S3rverAsync()
    {
        var directory = Path.Combine(Path.GetTempPath(), "undercast-bench-" + Guid.NewGuid().ToString("N"));
        return StartAsync("s3rver", directory, port => ("node", [S3rver!, "-d", directory, "-p", Text(port), "-s", "--no-vhost-buckets"]));
    }

    /// <summary>nginx over a directory of files, with as many workers as cores.</summary>
    public static Task<Target> NginxAsync(string files) => StartAsync("nginx", null, port =>
    {
        var configuration = Path.Combine(Path.GetTempPath(), $"undercast-bench-nginx-{port}.conf");
        File.WriteAllText(configuration, $$"""
            daemon off;
            worker_processes auto;
            pid {{configuration}}.pid;
            error_log /dev/null;
            user root;
            events { worker_connections 1024; }
            http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; server { listen 127.0.0.1:{{port}}; root {{files}}; } }
            """);
        return ("nginx", ["-c", configuration]);
    });

    /// <summary>Whether nginx is installed (<c>apt-get install nginx-light</c>).</summary>
    public static bool HasNginx { get; } = Run("nginx", "-v") == 0;

    /// <summary>Where s3rver's program is, or null when npm cannot install it.</summary>
    public static string? S3rver { get; } = FindS3rver();

    /// <summary>Where the program of npm's serverless framework is, with its offline plugin beside it, or null when npm cannot install them.</summary>
    public static string? ServerlessOffline { get; } = FindServerlessOffline();

    /// <summary>serverless-offline with one function behind an HTTP API's default route.</summary>
    public static Task<Target> ServerlessOfflineAsync(string handler)
    {
        var directory = Path.GetFullPath(Path.Combine(ServerlessOffline!, "../.."));
        File.WriteAllText(Path.Combine(directory, "index.js"), handler);
        File.WriteAllText(Path.Combine(directory, "serverless.yml"), "service: bench\nframeworkVersion: '3'\nprovider: {name: aws, runtime: nodejs18.x}\nplugins: [serverless-offline]\nfunctions: {f: {handler: index.handler, events: [{httpApi: 'GET /x'}]}}\n");
        return StartAsync("serverless-offline", null, port => ("sh", ["-c", $"cd '{directory}' && exec node '{ServerlessOffline}/bin/serverless.js' offline --httpPort {Text(port)} --lambdaPort {Text(FreePort())} --noPrependStageInUrl"]));
    }

    private static string? FindServerlessOffline()
    {
        var prefix = Path.Combine(Path.GetTempPath(), "undercast-bench-serverless");
        var program = Path.Combine(prefix, "node_modules", "serverless");
        if (!Directory.Exists(Path.Combine(prefix, "node_modules", "serverless-offline"))) Run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", prefix, "serverless@3", "serverless-offline@13");
        return Directory.Exists(program) ? program : null;
    }

    private static string? FindS3rver()
    {
        var prefix = Path.Combine(Path.GetTempPath(), "undercast-bench-s3rver");
        var program = Path.Combine(prefix, "node_modules", "s3rver", "bin", "s3rver.js");
        if (!File.Exists(program)) Run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", prefix, "s3rver@3.7.1");
        return File.Exists(program) ? program : null;
    }

    private static async Task<Target> StartAsync(string name, string? directory, Func<int, (string Program, List<string> Arguments)> command)
    {
        var port = FreePort();
        var (program, arguments) = command(port);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var watch = Stopwatch.StartNew();
        var process = await LaunchAsync(name, port, start, watch);
        return new Target(name, port, start, process, directory, watch.Elapsed);
    }

    /// <summary>Kills the server and starts it over the same data; returns with its first answer.</summary>
    public async Task RestartAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = await LaunchAsync(Name, Port, _start, Stopwatch.StartNew());
    }

    private static async Task<Process> LaunchAsync(string name, int port, ProcessStartInfo start, Stopwatch watch)
    {
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var request = name == "dynalite" ? DynamoDbRequests.ListTables(port) : SqsRequests.ListQueues(port);
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"{name} ended with {process.ExitCode}.");
            if (watch.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException($"{name} does not answer.");
            try
            {
                using var connection = await Connection.OpenAsync(port);
                var status = await connection.SendAsync(request);
                if (status is 200 or 404 || name is "bare" or "nginx" or "s3rver" or "serverless-offline") return process;
                throw new InvalidOperationException($"{name} answers {status}: {connection.BodyText()}");
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                await Task.Delay(2);
            }
        }
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most resident memory so far in MB, where the system tells it.</summary>
    public double PeakMemory => File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kb, ..]
        ? double.Parse(kb, CultureInfo.InvariantCulture) / 1024
        : 0;

    /// <summary>Resident memory in MB.</summary>
    public double Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Resident memory in MB of the server and all that it started; pages that they share count for each.</summary>
    public double TreeMemory
    {
        get
        {
            var parents = new Dictionary<int, List<int>>();
            foreach (var directory in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out _)))
            {
                try
                {
                    var stat = File.ReadAllText(Path.Combine(directory, "stat"));
                    var parent = int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture);
                    if (!parents.TryGetValue(parent, out var children)) parents[parent] = children = [];
                    children.Add(int.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture));
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // The process has ended meanwhile.
                }
            }
            double Of(int id) => Resident(id) + (parents.TryGetValue(id, out var children) ? children.Sum(Of) : 0);
            return Of(_process.Id);
        }
    }

    private static double Resident(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WorkingSet64 / 1048576.0;
        }
        catch (ArgumentException)
        {
            return 0;
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        if (_directory is not null && Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Undercast.slnx"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("not inside the repository");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
