using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3.Tests;

/// <summary>The service over a store in memory and a clock of the test's own. A new one for each test.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private protected const string Account = "000000000000";
    private protected const string Name = "bucket";
    private JobRunner? _jobs;

    private protected Fixture()
    {
        Store = new MemoryStore(Time);
        Blobs = new MemoryBlobStore(Time);
        Bodies = new Bodies(Store, Blobs);
        Objects = new ObjectAccess(Store, Bodies);
        Notifier = new Notifier(new Lazy<ICloudCalls>(() => Calls), [], NullLogger<Notifier>.Instance);
        Service = new S3Service(Store, Bodies, Objects, Access, Notifier, new CallerIdentification(new CloudOptions(), [new Keys()], Time));
    }

    private protected ManualTime Time { get; } = new();

    private protected MemoryStore Store { get; }

    private protected MemoryBlobStore Blobs { get; }

    private protected Bodies Bodies { get; }

    private protected ObjectAccess Objects { get; }

    private protected Notifier Notifier { get; }

    private protected S3Service Service { get; }

    private protected AccessLog Accesses { get; } = new();

    private protected FakeRoles Roles { get; } = new();

    private protected Replicator Replicator => new(Store, Bodies, Access, [Roles], Notifier, Time);

    private protected FakeAccess Access { get; } = new();

    private protected FakeCalls Calls { get; } = new();

    private protected CallContext Call => In("us-east-1");

    private protected CallContext In(string region, string account = Account) => new()
    {
        RequestId = CallContext.NewRequestId(),
        Caller = Principal.Root(account),
        Region = region,
        Now = Time.GetUtcNow(),
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_jobs is not null) await _jobs.DisposeAsync();
        await Store.DisposeAsync();
    }

    private protected void RunJobs()
    {
        _jobs = new JobRunner(
            Store,
            [
                DropJob.Handler(Store, Bodies), ExpiryJob.Handler(Store, Bodies, Notifier, Time), OrphanJob.Handler(Store, Blobs, [new BlobReferences(Store)], Time),
                RestoreJob.Handler(Store, Notifier, Time), AccessLogJob.Handler(Store, new Lazy<S3Service>(Service), Accesses, Time, NullLogger<S3Service>.Instance),
                InventoryJob.Handler(Store, new Lazy<S3Service>(Service), Time, NullLogger<S3Service>.Instance),
            ],
            [Notifier.Handler(), Replicator.Handler()],
            new JobRunnerOptions { Node = "test" }, Time, NullLogger<JobRunner>.Instance);
        _jobs.Start();
    }

    /// <summary>Waits for what a job does, with a deadline; the test's clock moves on meanwhile.</summary>
    private protected Task EventuallyAsync(Func<Task<bool>> condition, TimeSpan step) => Time.AdvanceUntilAsync(condition, step);

    private protected async Task BucketAsync(string name = Name, string? versioning = null)
    {
        await Service.CreateBucket(new CreateBucketInput { Bucket = name }, Call);
        if (versioning is not null) await VersioningAsync(versioning, name);
    }

    private protected async Task VersioningAsync(string status, string name = Name) =>
        await Service.PutBucketVersioning(new PutBucketVersioningInput { Bucket = name, VersioningConfiguration = new VersioningConfiguration { Status = status } }, Call);

    private protected async Task<PutObjectOutput> PutAsync(string key, string body = "x", Func<PutObjectInput, PutObjectInput>? with = null) => await PutAsync(key, Encoding.UTF8.GetBytes(body), with);

    private protected async Task<PutObjectOutput> PutAsync(string key, byte[] body, Func<PutObjectInput, PutObjectInput>? with = null)
    {
        var input = new PutObjectInput { Bucket = Name, Key = key, Body = new MemoryStream(body), ContentLength = body.Length };
        return await Service.PutObject(with is null ? input : with(input), Call);
    }

    private protected async Task<byte[]> BytesAsync(string key, string? version = null, string? range = null)
    {
        var found = await Service.GetObject(new GetObjectInput { Bucket = Name, Key = key, VersionId = version, Range = range }, Call);
        await using var body = found.Body!;
        using var all = new MemoryStream();
        await body.CopyToAsync(all);
        return all.ToArray();
    }

    private protected async Task<string> ReadAsync(string key, string? version = null, string? range = null) => Encoding.UTF8.GetString(await BytesAsync(key, version, range));

    private protected async Task<string[]> KeysAsync(string prefix = "") =>
        [.. (await Service.ListObjectsV2(new ListObjectsV2Input { Bucket = Name, Prefix = prefix }, Call)).Contents!.Select(o => o.Key!)];

    private protected static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private protected static async Task<TError> RefusedAsync<TError>(Func<Task> act)
        where TError : AwsException => await Assert.ThrowsAsync<TError>(act);

    private sealed class Keys : ICredentialSource
    {
        public ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct) =>
            new(accessKeyId == "test" ? new Credential("test", "test", Principal.Root(Account)) : null);
    }
}

/// <summary>Grants what it is not told to deny.</summary>
internal sealed class FakeAccess : IAccess
{
    public HashSet<string> Denied { get; } = [];

    public List<(string Caller, string Action, string Resource)> Asked { get; } = [];

    public ValueTask<bool> MayAsync(CallContext call, string action, string resource, IReadOnlyDictionary<string, string>? keys = null)
    {
        Asked.Add((call.Caller.Arn, action, resource));
        return new(!Denied.Contains(action));
    }

    public async ValueTask DemandAsync(CallContext call, string action, string resource, IReadOnlyDictionary<string, string>? keys = null)
    {
        if (!await MayAsync(call, action, resource, keys)) throw new CommonException(CommonError.AccessDenied, "Access Denied");
    }
}

/// <summary>Lets the service act as any role but those that it is told trust nobody.</summary>
internal sealed class FakeRoles : IRoleSessions
{
    public HashSet<string> Closed { get; } = [];

    public ValueTask<RoleSession> AssumeAsync(RoleSessionRequest request, CancellationToken ct) => Closed.Contains(request.RoleArn)
        ? throw new CommonException(CommonError.AccessDenied, "Access Denied")
        : new(new RoleSession(Principal.Root(request.RoleArn.Split(':')[4]), "ASIA", "secret", "token", DateTimeOffset.MaxValue));
}

/// <summary>Remembers what is sent to other services.</summary>
internal sealed class FakeCalls : ICloudCalls
{
    public List<(string Caller, string Operation, JsonElement Input)> Sent { get; } = [];

    public AwsException? Refusal { get; set; }

    public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) => throw new NotSupportedException();

    public ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default)
    {
        if (Refusal is not null) throw Refusal;
        lock (Sent) Sent.Add((caller.Arn, $"{api}:{operation}", JsonDocument.Parse(document).RootElement));
        return default;
    }
}
