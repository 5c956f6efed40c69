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

// 1. Copy the table as it was at the moment, as a backup is made. For an incremental export also collect what changed: each row with what stood there before its first change and the time of its last.
// 2. Write the copy as files of lines, then the manifests that name them. Names follow from the export's id, so that doing it again writes the same objects.
// 3. Tell the end, and let go of the copy.

/// <summary>Writes an export.</summary>
internal static class ExportJob
{
    private const int Page = 200, FileBytes = 8 * 1024 * 1024;

    // AWS: an incremental export is billed as at least 10 MB.
    private const long LeastBilled = 10_000_000;

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
        if (export.Window is { } window) await CollectAsync(store, export.Copy, window, ct);
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
                if (export.Window is { } collected) DropJob.Schedule(tx, collected.Storage, now);
                await run.CompleteAsync(tx);
            },
            ct);
    }

    // Entries follow in time, so the first word on a row is what stood there before; doing it again changes nothing.
    private static ValueTask CollectAsync(IStore store, CopyPayload copy, WindowRecord window, CancellationToken ct) =>
        CopyJob.EachPageAsync(store, DynamoDbTables.History.From(copy.History!.Value, window.From) with { End = DynamoDbTables.History.From(copy.History.Value, copy.At + 1).Start }, reverse: false, async (tx, rows) =>
        {
            foreach (var (at, stored) in rows)
            {
                var change = HistoryRecord.Codec.Read(stored);
                var row = ItemRows.Moved(change.Row, copy.From, window.Storage);
                var known = await tx.GetAsync(row) is { } there ? ChangedRow.Codec.Read(there) : null;
                var written = new ArrayBufferWriter<byte>();
                ChangedRow.Codec.Write(new ChangedRow(DynamoDbTables.History.ReadKey(at.Span).Milliseconds, known is null ? change.Before : known.Before), written);
                tx.Put(row, written.WrittenMemory);
            }
        }, ct);

    /// <summary>A page of what is exported: the rows, and for changed ones what stands there now.</summary>
    private static async ValueTask<List<(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Stored, ReadOnlyMemory<byte>? After)>> PageAsync(IReadTransaction tx, ExportRecord export, KeyRange range)
    {
        var page = new List<(ReadOnlyMemory<byte>, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?)>(Page);
        foreach (var (key, stored) in await tx.RangeAsync(range, Page))
            page.Add((key, stored, export.Window is { } window ? await tx.GetAsync(ItemRows.Moved(key.Span, window.Storage, export.Copy.To)) : null));
        return page;
    }

    private static async ValueTask<ExportDescription> WriteAsync(IStore store, TimeProvider time, TransferObjects objects, StreamKey key, ExportRecord export, CancellationToken ct)
    {
        var told = export.Told;
        var folder = $"{(string.IsNullOrEmpty(told.S3Prefix) ? "" : told.S3Prefix.TrimEnd('/') + "/")}AWSDynamoDB/{key.Label}/";
        // AWS: the data of incremental exports lies in one folder for all of them.
        var data = export.Window is null ? folder : folder[..^(key.Label.Length + 1)];
        ValueTask<string> PutAsync(string name, ReadOnlyMemory<byte> content) => objects.PutAsync(export.Caller, key.Table.Region, told, name, content, ct);
        await PutAsync(folder + "_started", default);
        var isIon = told.ExportFormat == "ION";
        var manifest = new StringBuilder();
        long items = 0, bytes = 0;
        var file = 0;
        var range = ItemRows.All(export.Window?.Storage ?? export.Copy.To);
        var lines = new ArrayBufferWriter<byte>();
        for (var more = true; more;)
        {
            long count = 0;
            while (more && lines.WrittenCount < FileBytes)
            {
                var from = range;
                var rows = await store.ReadAsync(tx => PageAsync(tx, export, from), ct);
                foreach (var (_, stored, after) in rows)
                {
                    if (export.Window is { } window)
                    {
                        var line = new ChangeLine(ChangedRow.Codec.Read(stored), after, window.Keys, told.IncrementalExportSpecification!.ExportViewType == "NEW_AND_OLD_IMAGES");
                        // AWS: what came and went within the window is not told.
                        if (line.IsNothing) continue;
                        if (isIon) IonText.WriteLine(lines, line);
                        else ItemLines.Write(lines, line);
                        bytes += line.Size;
                    }
                    else
                    {
                        if (isIon) IonText.WriteLine(lines, new AttributeMap(stored));
                        else ItemLines.Write(lines, new AttributeMap(stored));
                        bytes += ItemCodec.Size(stored.Span);
                    }
                    count++;
                }
                more = rows.Count == Page;
                if (more) range = range.StartingAfter(rows[^1].Key);
            }
            if (count == 0 && file > 0) break;
            items += count;
            var packed = Pack(lines.WrittenSpan);
            lines.ResetWrittenCount();
            var name = string.Create(CultureInfo.InvariantCulture, $"{data}data/{FileName(key.Label, file++)}.{(isIon ? "ion" : "json")}.gz");
            var tag = await PutAsync(name, packed);
            manifest.Append(new JsonObject { ["itemCount"] = count, ["md5Checksum"] = Digest(packed), ["etag"] = tag, ["dataFileS3Key"] = name }.ToJsonString()).Append('\n');
        }
        var files = Encoding.UTF8.GetBytes(manifest.ToString());
        await PutAsync(folder + "manifest-files.json", files);
        await PutAsync(folder + "manifest-files.md5", Encoding.ASCII.GetBytes(Digest(files)));
        told = told with { ExportStatus = "COMPLETED", EndTime = time.GetUtcNow(), ExportManifest = folder + "manifest-summary.json", ItemCount = items, BilledSizeBytes = export.Window is null ? bytes : Math.Max(bytes, LeastBilled) };
        var summary = Summary(told, folder);
        await PutAsync(folder + "manifest-summary.json", summary);
        await PutAsync(folder + "manifest-summary.md5", Encoding.ASCII.GetBytes(Digest(summary)));
        return told;
    }

    // AWS: the names are those of the developer guide (DynamoDB table export output format).
    private static byte[] Summary(ExportDescription told, string folder)
    {
        var window = told.IncrementalExportSpecification;
        var summary = new JsonObject
        {
            ["version"] = window is null ? "2020-06-30" : "2023-08-01", ["exportArn"] = told.ExportArn, ["startTime"] = Time(told.StartTime), ["endTime"] = Time(told.EndTime), ["tableArn"] = told.TableArn, ["tableId"] = told.TableId,
        };
        if (window is null) summary["exportTime"] = Time(told.ExportTime);
        else (summary["exportFromTime"], summary["exportToTime"]) = (Time(window.ExportFromTime), Time(window.ExportToTime));
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("s3Bucket", told.S3Bucket), ("s3Prefix", told.S3Prefix), ("s3SseAlgorithm", told.S3SseAlgorithm), ("s3SseKmsKeyId", told.S3SseKmsKeyId), ("manifestFilesS3Key", folder + "manifest-files.json")]) summary[name] = value;
        (summary["billedSizeBytes"], summary["itemCount"], summary["outputFormat"]) = (told.BilledSizeBytes, told.ItemCount, told.ExportFormat);
        if (window is not null) summary["outputView"] = window.ExportViewType;
        summary["exportType"] = told.ExportType;
        return JsonSerializer.SerializeToUtf8Bytes(summary);
    }

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
