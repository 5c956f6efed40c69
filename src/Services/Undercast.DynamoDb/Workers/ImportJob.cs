using System.IO.Compression;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

// 1. Every object below the prefix, in the order of keys; every line an item.
// 2. What is no item of the table is counted and logged, the rest is put, a page in each transaction. Doing it again puts the same.
// 3. The table becomes active, whether or not something was wrong.

/// <summary>Fills a table from objects.</summary>
internal sealed class ImportJob(IStore store, TableCatalog catalog, TimeProvider time, TransferObjects objects)
{
    public const string LogGroup = "/aws-dynamodb/imports";
    private const int Page = 100, MostLogged = 1000;
    private static readonly JobType<TransferPayload> Type = new("dynamodb.import", JsonRecord.Codec(static () => DynamoDbJson.Default.TransferPayload));

    public static void Schedule(IWriteTransaction tx, StreamKey key, DateTimeOffset now) =>
        tx.Schedule(Type.Create($"dynamodb.import/{key.Label}", new TransferPayload(key.Table.Account, key.Table.Region, key.Table.Name, key.Label)), now);

    public IJobHandler Handler() => JobHandler.For(Type, (payload, run, ct) => RunAsync(new StreamKey(new TableKey(payload.Account, payload.Region, payload.Table), payload.Id), run, ct));

    private async ValueTask RunAsync(StreamKey key, JobRun run, CancellationToken ct)
    {
        if (await store.ReadAsync(tx => DynamoDbTables.Imports.GetAsync(tx, key), ct) is not { } import) return;
        var count = new Counts();
        var told = import.Told;
        try
        {
            if (await store.ReadAsync(tx => catalog.FindAsync(tx, key.Table), ct) is not { } table || table.Id.ToString("D") != told.TableId) return;
            foreach (var (name, size) in await objects.ListAsync(import.Caller, key.Table.Region, told.S3BucketSource!, ct)) // 1
            {
                if (name.EndsWith('/') || size == 0) continue;
                await using var stored = await objects.OpenAsync(import.Caller, told.S3BucketSource!.S3Bucket, name, ct);
                await FileAsync(key.Table, table, told, name, stored.Content, count, ct);
                count.Bytes += size;
            }
            told = told with { ImportStatus = "COMPLETED" };
        }
        catch (AwsException e)
        {
            told = told with { ImportStatus = "FAILED", FailureCode = TransferObjects.CodeOf(e), FailureMessage = e.Message };
        }
        catch (InvalidDataException e)
        {
            told = told with { ImportStatus = "FAILED", FailureCode = "InvalidCompression", FailureMessage = e.Message };
        }
        await objects.LogAsync(new LogTarget(key.Table.Account, key.Table.Region, LogGroup, $"{key.Label}/error"), count.Log, ct);
        told = told with { EndTime = time.GetUtcNow(), ProcessedItemCount = count.Imported + count.Errors, ImportedItemCount = count.Imported, ErrorCount = count.Errors, ProcessedSizeBytes = count.Bytes };
        await store.WriteAsync(
            async tx =>
            {
                DynamoDbTables.Imports.Put(tx, key, import with { Told = told });
                if (await catalog.FindAsync(tx, key.Table) is { } table && table.Id.ToString("D") == told.TableId) await SettleJob.SettleAsync(tx, key.Table, table, time.GetUtcNow()); // 3
                await run.CompleteAsync(tx);
            },
            ct);
    }

    private async ValueTask FileAsync(TableKey key, TableRecord table, ImportTableDescription told, string name, Stream content, Counts count, CancellationToken ct)
    {
        await using var plain = told.InputCompressionType == "GZIP" ? new GZipStream(content, CompressionMode.Decompress) : content;
        using var text = new StreamReader(plain, new UTF8Encoding(false, true));
        var items = new List<AttributeMap>(Page);
        using var lines = (told.InputFormat == "CSV" ? Rows(text, told.InputFormatOptions?.Csv, table) : Lines(text, told.InputFormat == "ION")).GetEnumerator();
        for (var line = 1; ; line++)
        {
            try
            {
                if (!lines.MoveNext()) break;
                if (lines.Current is not { } read) continue;
                var item = read().Encoded();
                ItemRules.CheckNoEmptyKeys(table.Layout, item);
                ItemRules.CheckItem(table, item);
                if (Values.Size(item) > ItemRules.MaxItemBytes) throw new FormatException("Item size has exceeded the maximum allowed size");
                items.Add(item);
            }
            catch (Exception e) when (e is FormatException or CommonException)
            {
                count.Errors++;
                if (count.Log.Count < MostLogged) count.Log.Add(new LogEntry(time.GetUtcNow(), $"{name}, line {line}: {e.Message}"));
            }
            if (items.Count == Page) await PutAsync(key, table, items, count, ct);
        }
        await PutAsync(key, table, items, count, ct);
    }

    // A line is read when it is asked for its item, so that what is wrong with one does not end the file.
    private static IEnumerable<Func<AttributeMap>?> Lines(StreamReader text, bool isIon)
    {
        while (text.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) yield return null;
            else if (isIon) yield return () => IonText.Read(line);
            else yield return () => ItemLines.Read(Encoding.UTF8.GetBytes(line));
        }
    }

    // AWS: what is no key is text (DynamoDB import formats).
    private static IEnumerable<Func<AttributeMap>?> Rows(StreamReader text, CsvOptions? options, TableRecord table)
    {
        var rows = new CsvLines(text, options?.Delimiter is { Length: 1 } delimiter ? delimiter[0] : ',');
        if ((options?.HeaderList ?? rows.Next()) is not { } header) yield break;
        var types = table.Attributes.ToDictionary(a => a.Name, a => a.Type, StringComparer.Ordinal);
        while (rows.Next() is { } row)
        {
            if (row is [""]) yield return null;
            else yield return () => Row(header, row, types);
        }
    }

    private static AttributeMap Row(IReadOnlyList<string> header, List<string> row, Dictionary<string, string> types)
    {
        if (row.Count != header.Count) throw new FormatException($"The line has {row.Count} values for {header.Count} names.");
        var item = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        for (var i = 0; i < row.Count; i++)
        {
            item[header[i]] = types.GetValueOrDefault(header[i]) switch
            {
                "N" => DynamoNumber.TryParse(row[i], out var number, out var fault) ? AttributeValue.Number(number) : throw new FormatException(fault),
                "B" => AttributeValue.Binary(Convert.FromBase64String(row[i])),
                _ => AttributeValue.Of(row[i]),
            };
        }
        return new AttributeMap(item);
    }

    private async ValueTask PutAsync(TableKey key, TableRecord table, List<AttributeMap> items, Counts count, CancellationToken ct)
    {
        if (items.Count == 0) return;
        var now = time.GetUtcNow();
        await store.WriteAsync(
            async tx =>
            {
                if ((await catalog.FindAsync(tx, key))?.Id != table.Id) return;
                foreach (var item in items)
                {
                    var row = ItemRows.Key(table.Layout.Keys, item);
                    var before = ItemWriter.NeedsBefore(table) && await tx.GetAsync(row) is { } stored ? new AttributeMap(stored) : null;
                    await ItemWriter.WriteAsync(tx, table, row, before, item, now);
                }
            },
            ct);
        count.Imported += items.Count;
        items.Clear();
    }

    private sealed class Counts
    {
        public long Imported { get; set; }
        public long Errors { get; set; }
        public long Bytes { get; set; }
        public List<LogEntry> Log { get; } = [];
    }
}
