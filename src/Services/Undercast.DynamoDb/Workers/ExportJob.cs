using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

// 1. Copy the table as it was at the moment, as a backup is made.
// 2. Write the copy as files of lines, then the manifests that name them. Names follow from the export's id, so that doing it again writes the same objects.
// 3. Tell the end, and let go of the copy.

/// <summary>Writes an export.</summary>
internal static class ExportJob
{
    private const int Page = 200, FileBytes = 8 * 1024 * 1024;
    private static readonly JobType<TransferPayload> Type = new("dynamodb.export", JsonRecord.Codec(static () => DynamoDbJson.Default.TransferPayload));

    public static void Schedule(IWriteTransaction tx, StreamKey key, DateTimeOffset now) =>
        tx.Schedule(Type.Create($"dynamodb.export/{key.Label}", new TransferPayload(key.Table.Account, key.Table.Region, key.Table.Name, key.Label)), now);

    public static IJobHandler Handler(IStore store, TableCatalog catalog, TimeProvider time, TransferObjects objects) =>
        JobHandler.For(Type, (payload, run, ct) => RunAsync(store, catalog, time, objects, new StreamKey(new TableKey(payload.Account, payload.Region, payload.Table), payload.Id), run, ct));

    private static async ValueTask RunAsync(IStore store, TableCatalog catalog, TimeProvider time, TransferObjects objects, StreamKey key, JobRun run, CancellationToken ct)
    {
        // A reset has taken it.
        if (await store.ReadAsync(tx => DynamoDbTables.Exports.GetAsync(tx, key), ct) is not { } export) return;
        await CopyJob.CopyItemsAsync(store, catalog, time, export.Copy, ct); // 1
        ExportDescription told;
        try
        {
            told = await WriteAsync(store, time, objects, key, export, ct); // 2
        }
        catch (AwsException e)
        {
            told = export.Told with { ExportStatus = "FAILED", FailureCode = TransferObjects.CodeOf(e), FailureMessage = e.Message, EndTime = time.GetUtcNow() };
        }
        var now = time.GetUtcNow();
        await store.WriteAsync(
            async tx =>
            {
                DynamoDbTables.Exports.Put(tx, key, export with { Told = told }); // 3
                await CopyJob.ReleaseAsync(tx, catalog, export.Copy, now);
                DropJob.Schedule(tx, export.Copy.To, now);
                await run.CompleteAsync(tx);
            },
            ct);
    }

    private static async ValueTask<ExportDescription> WriteAsync(IStore store, TimeProvider time, TransferObjects objects, StreamKey key, ExportRecord export, CancellationToken ct)
    {
        var told = export.Told;
        var folder = $"{(string.IsNullOrEmpty(told.S3Prefix) ? "" : told.S3Prefix.TrimEnd('/') + "/")}AWSDynamoDB/{key.Label}/";
        ValueTask<string> PutAsync(string name, ReadOnlyMemory<byte> content) => objects.PutAsync(export.Caller, key.Table.Region, told, name, content, ct);
        await PutAsync(folder + "_started", default);
        var isIon = told.ExportFormat == "ION";
        var manifest = new StringBuilder();
        long items = 0, bytes = 0;
        var file = 0;
        var range = ItemRows.All(export.Copy.To);
        var lines = new ArrayBufferWriter<byte>();
        for (var more = true; more;)
        {
            long count = 0;
            while (more && lines.WrittenCount < FileBytes)
            {
                var from = range;
                var rows = await store.ReadAsync(tx => tx.RangeAsync(from, Page), ct);
                foreach (var (_, stored) in rows)
                {
                    if (isIon) IonText.WriteLine(lines, new AttributeMap(stored));
                    else ItemLines.Write(lines, new AttributeMap(stored));
                    bytes += ItemCodec.Size(stored.Span);
                }
                count += rows.Count;
                more = rows.Count == Page;
                if (more) range = range.StartingAfter(rows[^1].Key);
            }
            if (count == 0 && file > 0) break;
            items += count;
            var packed = Pack(lines.WrittenSpan);
            lines.ResetWrittenCount();
            var name = string.Create(CultureInfo.InvariantCulture, $"{folder}data/{FileName(key.Label, file++)}.{(isIon ? "ion" : "json")}.gz");
            var tag = await PutAsync(name, packed);
            manifest.Append(new JsonObject { ["itemCount"] = count, ["md5Checksum"] = Digest(packed), ["etag"] = tag, ["dataFileS3Key"] = name }.ToJsonString()).Append('\n');
        }
        var files = Encoding.UTF8.GetBytes(manifest.ToString());
        await PutAsync(folder + "manifest-files.json", files);
        await PutAsync(folder + "manifest-files.md5", Encoding.ASCII.GetBytes(Digest(files)));
        told = told with { ExportStatus = "COMPLETED", EndTime = time.GetUtcNow(), ExportManifest = folder + "manifest-summary.json", ItemCount = items, BilledSizeBytes = bytes };
        var summary = Summary(told, folder);
        await PutAsync(folder + "manifest-summary.json", summary);
        await PutAsync(folder + "manifest-summary.md5", Encoding.ASCII.GetBytes(Digest(summary)));
        return told;
    }

    // AWS: the names are those of the developer guide (DynamoDB table export output format).
    private static byte[] Summary(ExportDescription told, string folder) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["version"] = "2020-06-30", ["exportArn"] = told.ExportArn, ["startTime"] = Time(told.StartTime), ["endTime"] = Time(told.EndTime), ["tableArn"] = told.TableArn, ["tableId"] = told.TableId,
            ["exportTime"] = Time(told.ExportTime), ["s3Bucket"] = told.S3Bucket, ["s3Prefix"] = told.S3Prefix, ["s3SseAlgorithm"] = told.S3SseAlgorithm, ["s3SseKmsKeyId"] = null,
            ["manifestFilesS3Key"] = folder + "manifest-files.json", ["billedSizeBytes"] = told.BilledSizeBytes, ["itemCount"] = told.ItemCount, ["outputFormat"] = told.ExportFormat, ["exportType"] = told.ExportType,
        });

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string FileName(string id, int file) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}/{file}"))))[..26];

#pragma warning disable CA5351 // AWS: manifests carry MD5.
    private static string Digest(ReadOnlySpan<byte> content) => Convert.ToBase64String(MD5.HashData(content));
#pragma warning restore CA5351

    private static byte[] Pack(ReadOnlySpan<byte> lines)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(lines);
        return packed.ToArray();
    }
}
