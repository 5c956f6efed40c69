using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>The inventory that is made.</summary>
internal sealed record InventoryPayload(string Bucket, long Id, string Plan);

/// <summary>Lists a bucket into files of another, as its plans say: <c>data/….csv.gz</c>, and a manifest that names them.</summary>
internal static class InventoryJob
{
    private const int Page = 1000;
    private const int LinesPerFile = 1_000_000;
    private static readonly JobType<InventoryPayload> Type = new("s3.inventory", JsonRecord.Codec(() => S3Json.Default.InventoryPayload));

    private static string Id(long bucket, string plan) => $"s3.inventory/{bucket}/{plan}";

    public static void Schedule(IWriteTransaction tx, BucketRecord bucket, InventoryConfiguration plan, DateTimeOffset now) =>
        tx.Schedule(Type.Create(Id(bucket.Id, plan.Id), new InventoryPayload(bucket.Name, bucket.Id, plan.Id)), InventoryRules.Next(plan, now));

    public static void Unschedule(IWriteTransaction tx, long bucket, string plan) => tx.Unschedule(Id(bucket, plan));

    public static IJobHandler Handler(IStore store, Lazy<S3Service> service, TimeProvider time, ILogger<S3Service> logger) => JobHandler.For(
        Type,
        async (payload, run, ct) =>
        {
            var now = time.GetUtcNow();
            var bucket = await store.ReadAsync(tx => S3Tables.Buckets.GetAsync(tx, new BucketKey(payload.Bucket)), ct);
            if (bucket?.Id != payload.Id || bucket.Inventories?.FirstOrDefault(p => p.Id == payload.Plan) is not { IsEnabled: true } plan)
            {
                await store.WriteAsync(run.CompleteAsync, ct);
                return;
            }
            if (!await new Making(store, service.Value, bucket, plan, now).RunAsync(ct)) DeliveryLog.Refused(logger, $"The inventory {plan.Id}", bucket.Name, plan.Destination.S3BucketDestination.Bucket);
            await store.WriteAsync(tx => run.RescheduleAsync(tx, InventoryRules.Next(plan, now)), ct);
        });

    private sealed class Making(IStore store, S3Service service, BucketRecord bucket, InventoryConfiguration plan, DateTimeOffset now)
    {
        private readonly string _target = plan.Destination.S3BucketDestination.Bucket[(plan.Destination.S3BucketDestination.Bucket.LastIndexOf(':') + 1)..];
        private readonly string _folder = $"{(plan.Destination.S3BucketDestination.Prefix is { Length: > 0 } prefix ? prefix.TrimEnd('/') + "/" : "")}{bucket.Name}/{plan.Id}";

        public async ValueTask<bool> RunAsync(CancellationToken ct)
        {
            var files = new JsonArray();
            string? lastKey = null;
            ObjectKey? after = null;
            var more = true;
            while (more)
            {
                using var file = new MemoryStream();
                await using (var text = new StreamWriter(new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true), new UTF8Encoding(false)) { NewLine = "\n" })
                {
                    for (var lines = 0; more && lines < LinesPerFile;)
                    {
                        var rows = await store.ReadAsync(tx => S3Tables.Objects.RangeAsync(tx, S3Tables.Objects.TextPrefix(bucket.Id, plan.Filter?.Prefix ?? ""), Page, after: after), ct);
                        foreach (var (key, record) in rows)
                        {
                            var isLatest = key.Key != lastKey;
                            lastKey = key.Key;
                            if (plan.IncludedObjectVersions == "Current" && (!isLatest || record.IsMarker)) continue;
                            await text.WriteLineAsync(InventoryRules.Line(plan, bucket, key.Key, record, isLatest));
                            lines++;
                        }
                        more = rows.Count == Page;
                        if (rows.Count > 0) after = rows[^1].Key;
                    }
                }
                file.Position = 0;
                var name = $"{_folder}/data/{Ids.NewGuid():D}.csv.gz";
                var digest = Convert.ToHexStringLower(await MD5.HashDataAsync(file, ct));
                file.Position = 0;
                if (!await PutAsync(name, "application/x-gzip", file, ct)) return false;
                files.Add(new JsonObject { ["key"] = name, ["size"] = file.Length, ["MD5checksum"] = digest });
            }
            return await ManifestAsync(files, ct);
        }

        // AWS: "Locating your inventory list".
        private async ValueTask<bool> ManifestAsync(JsonArray files, CancellationToken ct)
        {
            var stamp = now.UtcDateTime;
            var names = files.Select(static f => (string)f!["key"]!).ToList();
            var manifest = Encoding.UTF8.GetBytes(new JsonObject
            {
                ["sourceBucket"] = bucket.Name, ["destinationBucket"] = $"arn:{Arn.PartitionOf(bucket.Region)}:s3:::{_target}", ["version"] = "2016-11-30",
                ["creationTimestamp"] = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), ["fileFormat"] = "CSV", ["fileSchema"] = InventoryRules.Schema(plan), ["files"] = files,
            }.ToJsonString());
            var day = string.Create(CultureInfo.InvariantCulture, $"{_folder}/{stamp:yyyy-MM-dd'T'HH-mm'Z'}");
            return await PutAsync($"{day}/manifest.json", "application/json", manifest, ct)
                && await PutAsync($"{day}/manifest.checksum", "text/plain", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(manifest))), ct)
                && await PutAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{_folder}/hive/dt={stamp:yyyy-MM-dd-HH-mm}/symlink.txt"), "text/plain", Encoding.UTF8.GetBytes(string.Join('\n', names.Select(n => $"s3://{_target}/{n}"))), ct);
        }

        private async ValueTask<bool> PutAsync(string key, string type, byte[] bytes, CancellationToken ct)
        {
            using var body = new MemoryStream(bytes);
            return await PutAsync(key, type, body, ct);
        }

        private ValueTask<bool> PutAsync(string key, string type, Stream body, CancellationToken ct) => service.DeliverAsync("s3.amazonaws.com", bucket, _target, key, type, body, now, ct);
    }
}
