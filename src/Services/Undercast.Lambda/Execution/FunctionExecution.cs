using System.Collections.Concurrent;
using Undercast.Cloud;
using Undercast.Functions;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>The version that a call is for.</summary>
internal sealed record Target(FunctionKey Key, string Version, SettingsRecord Settings, FunctionRecord Function, string InvokedArn);

/// <summary>Finds what a call is for and runs it.</summary>
internal sealed class FunctionExecution(IStore store, Packages packages, LambdaPorts ports, FunctionPool pool, CloudOptions cloud, TimeProvider time)
{
    // AWS: 6 MB of payload, 1 MB for queued events (Lambda quotas).
    public const int MostPayload = 6 * 1024 * 1024;
    public const int MostQueuedPayload = 1024 * 1024;
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, FunctionSpec> _specs = new(StringComparer.Ordinal);

    /// <summary>Finds the version that a name means; an alias may stand for one of two.</summary>
    public async ValueTask<Target> ResolveAsync(FunctionName name, CancellationToken ct)
    {
        // Decided before the transaction: which share of an alias this call belongs to.
        var dice = Ids.NewInt64() / (double)(1L << 62);
        return await store.ReadAsync(
            async tx =>
            {
                var function = await LambdaTables.Functions.GetAsync(tx, name.Key) ?? throw LambdaFaults.NoFunction(name);
                var qualifier = name.Qualifier ?? FunctionName.Latest;
                var version = qualifier;
                if (qualifier != FunctionName.Latest && !qualifier.All(char.IsAsciiDigit))
                {
                    var alias = await LambdaTables.Aliases.GetAsync(tx, new AliasKey(name.Key, qualifier)) ?? throw LambdaFaults.NoFunction(name);
                    version = alias.Version;
                    foreach (var (other, weight) in alias.Weights ?? new Dictionary<string, double>())
                    {
                        if (dice < weight) version = other;
                        dice -= weight;
                    }
                }
                var settings = version == FunctionName.Latest ? function.Latest
                    : long.TryParse(version, out var number) ? await LambdaTables.Versions.GetAsync(tx, new VersionKey(name.Key, number)) ?? throw LambdaFaults.NoFunction(name)
                    : throw LambdaFaults.NoFunction(name);
                return new Target(name.Key, version, settings, function, name.Arn);
            },
            ct);
    }

    /// <summary>The version that a name means; of an alias its main one.</summary>
    public ValueTask<Target> MainAsync(FunctionName name, CancellationToken ct) => store.ReadAsync(
        async tx =>
        {
            var function = await LambdaTables.Functions.GetAsync(tx, name.Key) ?? throw LambdaFaults.NoFunction(name);
            var version = name.QualifierOrLatest;
            if (version != FunctionName.Latest && !version.All(char.IsAsciiDigit))
                version = (await LambdaTables.Aliases.GetAsync(tx, new AliasKey(name.Key, version)) ?? throw LambdaFaults.NoFunction(name)).Version;
            var settings = version == FunctionName.Latest
                ? function.Latest
                : await LambdaTables.Versions.GetAsync(tx, new VersionKey(name.Key, long.Parse(version))) ?? throw LambdaFaults.NoFunction(name);
            return new Target(name.Key, version, settings, function, name.Arn);
        },
        ct);

    /// <summary>Has an interpreter ready for a function that will be called soon.</summary>
    public void Prepare(SettingsRecord settings) => pool.Prepare(settings.Runtime, settings.Handler);

    /// <summary>Keeps that many instances of a version started.</summary>
    public async ValueTask ProvisionAsync(Target target, int count, CancellationToken ct)
    {
        try
        {
            await pool.ProvisionAsync(await SpecAsync(target, ct) with { IsProvisioned = true }, count, ct);
        }
        catch (RuntimeUnavailableException)
        {
            // Its status stays as it is; whoever calls the function is told why.
        }
    }

    /// <summary>How many instances of a version live.</summary>
    public int Started(Target target) => pool.Count(KeyOf(target));

    private static string KeyOf(Target target) => $"{FunctionName.ArnOf(target.Key)}/{target.Version}/{target.Settings.RevisionId}";

    /// <summary>Whether a function may not be called again by a chain of calls, since it has gone in a circle.</summary>
    public static bool IsLoop(Target target, string? traceHeader) => traceHeader is not null && target.Function.RecursiveLoop != "Allow" && TraceHeader.IsLoop(traceHeader, target.Key);

    /// <summary>Runs a call.</summary>
    /// <param name="target">What is called.</param>
    /// <param name="invocation">The call; it gets a trace header of its own.</param>
    /// <param name="traceHeader">The trace header of what caused it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="TooManyRequestsException">As often as it may already.</exception>
    /// <exception cref="RecursiveInvocationException">It has gone in a circle.</exception>
    public async ValueTask<InvocationOutcome> RunAsync(Target target, Invocation invocation, string? traceHeader, CancellationToken ct)
    {
        if (IsLoop(target, traceHeader)) throw new RecursiveInvocationException($"The function {target.Key.Name} was called in a circle by one chain of calls and is not called again.");
        try
        {
            var spec = await SpecAsync(target, ct);
            return await pool.InvokeAsync(spec, invocation with { TraceId = TraceHeader.Next(traceHeader, target.Key, time.GetUtcNow()) }, ct);
        }
        catch (ConcurrencyLimitException e)
        {
            // AWS: Reason tells the function's own limit from the account's.
            throw new TooManyRequestsException("Rate Exceeded.", e.Reserved ? "ReservedFunctionConcurrentInvocationLimitExceeded" : "ConcurrentInvocationLimitExceeded");
        }
        catch (RuntimeUnavailableException e)
        {
            throw new InvalidRuntimeException(e.Message);
        }
        catch (BadPackageException e)
        {
            // What its directory promised was not what was in it.
            throw new InvalidZipFileException(e.Message);
        }
    }

    /// <summary>Ends warm processes of what has changed; null means every version.</summary>
    public void Forget(FunctionKey key, string? version)
    {
        var prefix = $"{FunctionName.ArnOf(key)}/{(version is null ? "" : version + "/")}";
        foreach (var old in _specs.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).ToArray()) _specs.TryRemove(old, out _);
        pool.Recycle(prefix);
    }

    /// <summary>The principal of a function's role, for what is done in its name.</summary>
    public async ValueTask<Principal> RolePrincipalAsync(FunctionKey key, string role, CancellationToken ct) =>
        ports.Roles is { } roles
            ? (await roles.AssumeAsync(Session(key, role), ct)).Principal
            : Principal.Service(LambdaPorts.ServicePrincipal, key.Account);

    /// <summary>Refuses a role that this service may not act as.</summary>
    public async ValueTask CheckRoleAsync(FunctionKey key, string role, CallContext call)
    {
        if (ports.Access is { } access)
            await access.DemandAsync(call, "iam:PassRole", role, new Dictionary<string, string> { ["iam:PassedToService"] = LambdaPorts.ServicePrincipal });
        if (ports.Roles is not { } roles) return;
        try
        {
            await roles.AssumeAsync(Session(key, role), call.Cancelled);
        }
        catch (CommonException e) when (e.Kind == CommonError.AccessDenied)
        {
            throw new InvalidParameterValueException("The role defined for the function cannot be assumed by Lambda.");
        }
    }

    private static RoleSessionRequest Session(FunctionKey key, string role) => new()
    {
        RoleArn = role,
        SessionName = key.Name,
        Service = LambdaPorts.ServicePrincipal,
        SourceArn = FunctionName.ArnOf(key),
        Duration = SessionLength,
    };

    private async ValueTask<FunctionSpec> SpecAsync(Target target, CancellationToken ct)
    {
        var arn = FunctionName.ArnOf(target.Key);
        var key = KeyOf(target);
        if (_specs.TryGetValue(key, out var known)) return known.MaxConcurrency == target.Function.ReservedConcurrency ? known : known with { MaxConcurrency = target.Function.ReservedConcurrency };
        var s = target.Settings;
        var code = await packages.UnpackAsync([s.Package], pool.CodeFolder, ct);
        var layers = s.Layers is { Count: > 0 } used ? await packages.UnpackAsync([.. used.Select(l => l.Package)], pool.CodeFolder, ct) : null;
        var logGroup = FunctionView.LogGroupOf(target.Key, s);
        var environment = new Dictionary<string, string>(s.Variables ?? new Dictionary<string, string>());
        if (s.Logging?.LogFormat == "JSON")
        {
            environment["AWS_LAMBDA_LOG_FORMAT"] = "JSON";
            environment["AWS_LAMBDA_LOG_LEVEL"] = s.Logging.ApplicationLogLevel ?? "INFO";
        }
        var spec = new FunctionSpec
        {
            Key = key,
            FunctionArn = arn,
            Name = target.Key.Name,
            Version = target.Version,
            Runtime = s.Runtime,
            Handler = s.Handler,
            CodeDirectory = code,
            LayerDirectory = layers,
            Environment = environment,
            Account = target.Key.Account,
            Region = target.Key.Region,
            Endpoint = cloud.Endpoint,
            MemoryMegabytes = s.MemorySize,
            EphemeralMegabytes = s.EphemeralStorage,
            Timeout = TimeSpan.FromSeconds(s.Timeout),
            LogGroup = logGroup,
            LogsJson = s.Logging?.LogFormat == "JSON",
            WritesLogs = ports.Logs is not null && await MayLogAsync(target.Key, s.Role, logGroup, ct),
            MaxConcurrency = target.Function.ReservedConcurrency,
            Credentials = ports.Roles is { } roles
                ? async token =>
                {
                    var session = await roles.AssumeAsync(Session(target.Key, s.Role), token);
                    return new FunctionCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken, session.Expires);
                }
                : null,
        };
        _specs[key] = spec;
        return spec;
    }

    // AWS: a role without the permission has no logs, and nobody is told.
    private async ValueTask<bool> MayLogAsync(FunctionKey key, string role, string group, CancellationToken ct)
    {
        if (ports.Access is not { } access || ports.Roles is null) return true;
        var call = new CallContext { RequestId = CallContext.NewRequestId(), Caller = await RolePrincipalAsync(key, role, ct), Region = key.Region, Now = time.GetUtcNow(), SecureTransport = true, Cancelled = ct };
        return await access.MayAsync(call, "logs:PutLogEvents", $"arn:{Arn.PartitionOf(key.Region)}:logs:{key.Region}:{key.Account}:log-group:{group}:log-stream:*");
    }
}
