using System.Diagnostics;
using Npgsql;

namespace Undercast.Storage.Conformance;

/// <summary>A throw-away PostgreSQL for this test run, reached by a Unix socket; stopped and removed when the run ends.</summary>
internal sealed class PostgresServer
{
    private static readonly string? Binaries = FindBinaries();
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);
    private readonly string _directory;
    private readonly Process _process;

    private PostgresServer(string directory, Process process)
    {
        _directory = directory;
        _process = process;
    }

    /// <summary>Why there is no server, or null.</summary>
    public static string? Missing => Binaries is null
        ? "No PostgreSQL server was found (initdb in PATH, /usr/lib/postgresql/*/bin, /usr/local/pgsql/bin or /opt/homebrew/bin)." : null;

    public static async ValueTask StopAsync()
    {
        if (Shared.IsValueCreated) (await Shared.Value).Stop();
    }

    /// <summary>A database of one's own: notifications stay inside it.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionString.Replace("Database=postgres", $"Database={name}", StringComparison.Ordinal);
    }

    public string ConnectionString => $"Host={_directory};Port=5432;Username=undercast;Database=postgres;Maximum Pool Size=20";

    public static Task<PostgresServer> GetAsync() => Shared.Value;

    private static string? FindBinaries()
    {
        if (OperatingSystem.IsWindows()) return null;
        var folders = new List<string>();
        if (Directory.Exists("/usr/lib/postgresql"))
            folders.AddRange(Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => d + "/bin"));
        folders.AddRange(["/usr/local/pgsql/bin", "/opt/homebrew/bin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')]);
        return folders.FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "postgres")));
    }

    private static async Task<PostgresServer> StartAsync()
    {
        // A socket's path has room for 107 characters, so the directory is short.
        var directory = $"/tmp/ucpg-{Guid.NewGuid().ToString("n")[..8]}";
        await RunAsync("install", Environment.UserName == "root" ? ["-d", "-o", "postgres", directory] : ["-d", directory]);
        var state = directory + "/state";
        await RunAsync($"{Binaries}/initdb", ["-D", state, "-A", "trust", "-U", "undercast", "-E", "UTF8", "--locale=C", "--no-sync"], asServer: true);
        string[] settings = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"];
        var process = Start($"{Binaries}/postgres", ["-D", state, "-k", directory, "-p", "5432", .. settings], asServer: true);
        var server = new PostgresServer(directory, process);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
                await connection.OpenAsync(deadline.Token);
                return server;
            }
            catch (NpgsqlException) when (!process.HasExited)
            {
                await Task.Delay(50, deadline.Token);
            }
        }
    }

    private void Stop()
    {
        // runuser hands the signal on; the server's own process group has ended when it has.
        using var stop = Start($"{Binaries}/pg_ctl", ["stop", "-D", _directory + "/state", "-m", "immediate"], asServer: true);
        stop.WaitForExit(10_000);
        _process.WaitForExit(10_000);
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task RunAsync(string program, string[] arguments, bool asServer = false)
    {
        using var process = Start(program, arguments, asServer);
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors}");
    }

    private static Process Start(string program, string[] arguments, bool asServer)
    {
        // The server refuses to run as root.
        string[] command = asServer && Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", program, .. arguments] : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/tmp" };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        if (program.EndsWith("/postgres", StringComparison.Ordinal))
        {
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
        }
        return process;
    }
}

/// <summary>Stops the server when the last test that may use it has ended.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresCollection.Server>
{
    public const string Name = "postgres";

    public sealed class Server : IAsyncLifetime
    {
        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync() => await PostgresServer.StopAsync();
    }
}

/// <summary>A test that needs PostgreSQL's programs; skipped with the reason where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
