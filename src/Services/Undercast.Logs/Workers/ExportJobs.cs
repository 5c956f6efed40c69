using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

/// <summary>Copies events to a bucket: for each stream a compressed file, as this service's own principal, whom the bucket's policy must admit.</summary>
internal static class ExportJobs
{
    private static readonly JobType<TaskPayload> Type = new("logs.export", JsonRecord.Codec(() => LogsJson.Default.TaskPayload));

    public static void Schedule(IWriteTransaction tx, NamedKey key, DateTimeOffset now) => tx.Schedule(Type.Create($"logs.export/{key.Name}", new TaskPayload(key.Account, key.Region, key.Name)), now);

    // What is called is looked up at use: the object store may write logs itself.
    public static IJobHandler Handler(IServiceProvider services) => JobHandler.For(Type, async (payload, _, ct) =>
    {
        var store = services.GetRequiredService<IStore>();
        var key = new NamedKey(payload.Account, payload.Region, payload.Id);
        if (await store.ReadAsync(tx => LogsTables.Exports.GetAsync(tx, key), ct) is not { Status: "PENDING" or "RUNNING" } task) return;
        var (status, message) = ("COMPLETED", "Completed successfully");
        try
        {
            await CopyAsync(store, services.GetRequiredService<ICloudCalls>(), key, task, ct);
        }
        catch (AwsException e)
        {
            (status, message) = ("FAILED", e.Message);
        }
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                if (await LogsTables.Exports.GetAsync(tx, key) is { Status: "PENDING" or "RUNNING" } current) LogsTables.Exports.Put(tx, key, current with { Status = status, Message = message, Completed = now });
            },
            ct);
    });

    private static async ValueTask CopyAsync(IStore store, ICloudCalls calls, NamedKey key, ExportRecord task, CancellationToken ct)
    {
        var group = new GroupKey(key.Account, key.Region, task.Group);
        var caller = Principal.Service("logs.amazonaws.com", key.Account, LogNames.GroupArn(group) + ":*");
        // AWS: a first file shows whether the bucket may be written to.
        await PutAsync(calls, caller, key.Region, task, "aws-logs-write-test", "Permission Check Successful"u8.ToArray(), ct);
        var id = (await store.ReadAsync(tx => LogsTables.Groups.GetAsync(tx, group), ct))?.Id;
        if (id is null) return;
        foreach (var (streamKey, stream) in await store.ReadAsync(tx => LogsTables.Streams.RangeAsync(tx, LogsTables.Streams.TextPrefix(id.Value, task.Prefix ?? "")), ct))
        {
            using var packed = new MemoryStream();
            var any = false;
            await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                any = await store.ReadAsync(
                    async tx =>
                    {
                        var scan = new EventScan(id.Value, stream.Id, streamKey.Name, DateTimeOffset.FromUnixTimeMilliseconds(task.From), DateTimeOffset.FromUnixTimeMilliseconds(task.To), []);
                        var some = false;
                        while (await scan.NextAsync(tx))
                        {
                            some = true;
                            zip.Write(Encoding.UTF8.GetBytes($"{scan.Key.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {scan.Record.Message.TrimEnd('\n')}\n"));
                        }
                        return some;
                    },
                    ct);
            }
            if (any) await PutAsync(calls, caller, key.Region, task, $"{key.Name}/{streamKey.Name.Replace('/', '-')}/000000.gz", packed.ToArray(), ct);
        }
    }

    private static async ValueTask PutAsync(ICloudCalls calls, Principal caller, string region, ExportRecord task, string name, byte[] body, CancellationToken ct) =>
        await calls.CallDocumentAsync(
            caller, region, "s3", "PutObject", Encoding.UTF8.GetBytes(new JsonObject { ["Bucket"] = task.Bucket, ["Key"] = $"{task.Folder}/{name}", ["Body"] = Convert.ToBase64String(body) }.ToJsonString()), ct);
}
