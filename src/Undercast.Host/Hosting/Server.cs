using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Edge;
using Undercast.Host.Settings;
using Undercast.Storage;

namespace Undercast.Host.Hosting;

// A start:
//   1. open the store       locked, corrupt or unwritable ends here with one line
//   2. compose the cloud    every service module of the build
//   3. run jobs             what a crash left behind goes on
//   4. listen               a port in use ends here with one line
// A stop goes the other way: listen no more, drain, jobs end, the store closes.

/// <summary>The running cloud.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly ServiceProvider _services;
    private readonly EdgeServer _edge;
    private readonly JobRunner _jobs;
    private readonly ILoggerFactory _logs;

    private Server(IStore store, ServiceProvider services, EdgeServer edge, JobRunner jobs, ILoggerFactory logs, IReadOnlyList<string> announcements, string url)
    {
        _store = store;
        _services = services;
        _edge = edge;
        _jobs = jobs;
        _logs = logs;
        Announcements = announcements;
        Url = url;
    }

    /// <summary>What the person must be told once, such as a new root key.</summary>
    public IReadOnlyList<string> Announcements { get; }

    public string Url { get; }

    public static string? TlsDirectory(ServerSettings settings) => settings.Data == ServerSettings.InMemory ? null : Path.Combine(settings.Data, "tls");

    public static async Task<Server> StartAsync(ServerSettings settings)
    {
        var logs = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(Enum.Parse<LogLevel>(settings.LogLevel, ignoreCase: true))
            .AddProvider(new LineLoggerProvider(TimeProvider.System)));

        // The server takes about as long to make as the rest, and needs nothing of it.
        var listener = EdgeOptionsOf(settings);
        var making = Task.Run(() => new EdgeServer(listener, logs, TimeProvider.System));

        // 1
        var (store, engine) = await StoreOpening.OpenAsync(settings, logs);
        ServiceProvider? services = null;
        try
        {
            // 2
            var status = new ServerStatus(settings, engine, TimeProvider.System.GetUtcNow());
            var announcements = new List<string>();
            var collection = await ComposeAsync(settings, store, logs, status, announcements);
            collection.AddSingleton(_ => making.GetAwaiter().GetResult());
            collection.AddEdge(listener);
            services = collection.BuildServiceProvider();
            status.Services = [.. services.GetServices<IServiceModule>().SelectMany(m => m.Apis).Select(a => a.Api.Name).Distinct().Order(StringComparer.Ordinal)];

            // 3
            var jobs = services.GetRequiredService<JobRunner>();
            jobs.Start();

            // 4
            var edge = services.GetRequiredService<EdgeServer>();
            await edge.StartAsync(services);
            status.Edge = edge;
            services.GetRequiredService<CloudOptions>().Endpoint = Address(settings, edge.Port);
            return new Server(store, services, edge, jobs, logs, announcements, Address(settings, edge.Port));
        }
        catch (Exception e) when (Explain(e, settings) is { } line)
        {
            await EndAsync(services, store);
            throw new UserFacingException(line, cause: e);
        }
        catch
        {
            await EndAsync(services, store);
            throw;
        }
    }

    private static async Task<ServiceCollection> ComposeAsync(ServerSettings settings, IStore store, ILoggerFactory logs, ServerStatus status, List<string> announcements)
    {
        var services = new ServiceCollection();
        services.AddSingleton(store);
        var time = new MovableTime();
        services.AddSingleton(StoreOpening.OpenBlobs(settings, time));
        services.AddSingleton(logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(time);
        services.AddSingleton<TimeProvider>(static provider => provider.GetRequiredService<MovableTime>());
        services.AddKeyedSingleton(CloudRegistration.WallClock, TimeProvider.System);
        services.AddSingleton(status);
        services.AddSingleton<IControlEndpoint, HealthEndpoint>();
        services.AddSingleton<IControlEndpoint, ResetEndpoint>();
        services.AddSingleton<IControlEndpoint, PolicyEndpoint>();
        services.AddSingleton<IControlEndpoint, AccountsEndpoint>();
        services.AddSingleton<IControlEndpoint, ClockEndpoint>();
        services.AddSingleton(provider => new JobRunner(
            provider.GetRequiredService<IStore>(),
            provider.GetServices<IJobHandler>(),
            provider.GetServices<IEventHandler>(),
            // A data directory belongs to one process at a time, so what an earlier one had begun is this one's to go on with at once; nodes of a cluster tell each other apart.
            new JobRunnerOptions { Node = settings.Store is null ? "local" : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) },
            provider.GetRequiredService<TimeProvider>(),
            logs.CreateLogger<JobRunner>()));
        if (!settings.IsLoopback)
        {
            var root = await RootCredentials.OpenAsync(store, settings.DefaultAccount);
            services.AddSingleton<ICredentialSource>(root);
            if (root.JustMade)
            {
                announcements.Add("Reachable from other machines, so the development keys do not work. This root key is shown once:");
                announcements.Add($"  AWS_ACCESS_KEY_ID={root.Key.AccessKeyId}");
                announcements.Add($"  AWS_SECRET_ACCESS_KEY={root.Key.Secret}");
            }
        }
        services.AddCloud(
            new CloudOptions
            {
                Auth = Enum.Parse<AuthMode>(settings.Auth, ignoreCase: true),
                DefaultAccount = settings.DefaultAccount,
                DefaultRegion = settings.Region,
                Throttle = settings.Throttle,
                StandIns = settings.StandIns,
                LoopbackOnly = settings.IsLoopback,
                Endpoint = Address(settings, settings.Port),
            },
            Services.All());
        return services;
    }

    private static EdgeOptions EdgeOptionsOf(ServerSettings settings) => new()
    {
        Host = settings.Host is "0.0.0.0" or "::" ? "*" : settings.Host,
        Port = settings.Port,
        TlsDirectory = TlsDirectory(settings),
    };

    private static string Address(ServerSettings settings, int port) =>
        $"http://{(settings.Host.Contains(':', StringComparison.Ordinal) ? $"[{settings.Host}]" : settings.Host)}:{port}";

    /// <summary>The one line for a start that failed for a reason that the person can change, or null.</summary>
    private static string? Explain(Exception e, ServerSettings settings)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return $"port {settings.Port} on {settings.Host} is in use; stop what uses it, or choose another with --port.";
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return $"port {settings.Port} on {settings.Host} may not be used by this user; choose one above 1023 with --port.";
                case SocketException { SocketErrorCode: SocketError.AddressNotAvailable }:
                    return $"this machine has no address {settings.Host}; choose another with --host.";
                case StoreException store:
                    return store.Message;
                case ArgumentException argument when argument.TargetSite?.DeclaringType == typeof(CloudOptions):
                    return argument.Message;
            }
        }
        return null;
    }

    private static async Task EndAsync(ServiceProvider? services, IStore store)
    {
        if (services is not null) await services.DisposeAsync();
        await store.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        await _jobs.DisposeAsync();
        await EndAsync(_services, _store);
        _logs.Dispose();
    }
}
