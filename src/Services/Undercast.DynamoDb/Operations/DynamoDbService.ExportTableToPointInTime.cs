using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MostTransfers = 25;

    public async ValueTask<ExportTableToPointInTimeOutput> ExportTableToPointInTime(ExportTableToPointInTimeInput input, CallContext call)
    {
        var key = ExportedTable(input.TableArn);
        var isIncremental = input.ExportType == "INCREMENTAL_EXPORT";
        CheckIncrement(input, isIncremental);
        // AWS: without a key, and by S3's own, KMS encrypts with the account's key for S3.
        if (input.S3SseKmsKeyId is not null && input.S3SseAlgorithm != "KMS") throw Faults.Validation("Invalid Request: KMS Key Id is not supported for this encryption type");
        if (input.S3SseKmsKeyId is not (null or "alias/aws/s3")) throw CommonException.NotSupported($"S3SseKmsKeyId {input.S3SseKmsKeyId}");
        var changes = Ids.NewInt64();
        var storage = Ids.NewInt64();
        var id = TransferId(call.Now, storage);
        return await store.WriteAsync(
            async tx =>
            {
                var table = await BackedUpAsync(tx, key);
                // AWS: a token is good for eight hours (ExportTableToPointInTime).
                var known = (await DynamoDbTables.Exports.RangeAsync(tx, DynamoDbTables.Exports.Prefix(key.Account, key.Region, key.Name)))
                    .FirstOrDefault(e => e.Record.Told.ClientToken == input.ClientToken && e.Record.Told.StartTime > call.Now.AddHours(-8)).Record;
                if (known is not null)
                {
                    return (known.Told.S3Bucket, known.Told.S3Prefix, known.Told.ExportFormat, known.Told.ExportType) == (input.S3Bucket, input.S3Prefix, input.ExportFormat ?? "DYNAMODB_JSON", input.ExportType ?? FullExport)
                        ? Described(known.Told) : throw new ExportConflictException("Export conflict: Duplicate request detected with conflicting parameters");
                }
                if (isIncremental) return Described(OpenIncrement(tx, input, call, key, table, id, storage, changes));
                if (table.History is not { Since: not null } history) throw new PointInTimeRecoveryUnavailableException($"Point in time recovery is not enabled for table '{key.Name}'");
                var at = input.ExportTime ?? call.Now;
                if (at < Seconds(HistoryRules.Earliest(history, call.Now)) || at > call.Now) throw new InvalidExportTimeException("Export Time is invalid");
                var moment = input.ExportTime is null ? await NowAsync(tx, history, call.Now) : at.ToUnixTimeMilliseconds();
                return Described(OpenExport(tx, Told(input, call, key, table, id) with { ExportTime = at, ExportType = FullExport }, call, key, table, id, storage, moment, null));
            },
            call.Cancelled);
    }

    private const string FullExport = "FULL_EXPORT";

    // AWS: of the type only incremental exports tell; the texts are recorded from the service.
    private static ExportTableToPointInTimeOutput Described(ExportDescription told) => new() { ExportDescription = Shown(told) };

    private static ExportDescription Shown(ExportDescription told) => told.ExportType == FullExport ? told with { ExportType = null } : told;

    private static TableKey ExportedTable(string arn) =>
        !Arn.TryParse(arn, out _) ? throw Faults.Validation("One or more parameter values were invalid: tableArn is not a valid ARN")
        : TableNames.TryParseArn(arn, out var key, out var rest) && rest.Length == 0 ? key : throw Faults.Validation("Invalid Request: Table ARN is invalid.");

    private static void CheckIncrement(ExportTableToPointInTimeInput input, bool isIncremental)
    {
        if (isIncremental)
        {
            if (input.IncrementalExportSpecification is not { } window) throw Faults.Validation("Invalid Request: Incremental Export Specification expected when export type is set as Incremental Export");
            if (window.ExportFromTime is null) throw Faults.Validation("Invalid Request: ExportFromTime must be provided in IncrementalExportSpecification");
        }
        else if (input.IncrementalExportSpecification is not null)
        {
            throw Faults.Validation(input.ExportType is null ? "Invalid Request: Export Type expected to be Incremental Export when incremental export specification is provided"
                : "Invalid Request: When Export Type is Full Export , Incremental Export Specification should not be provided");
        }
    }

    private static ExportDescription OpenIncrement(
        IWriteTransaction tx, ExportTableToPointInTimeInput input, CallContext call, TableKey key, TableRecord table, string id, long storage, long changes)
    {
        var window = input.IncrementalExportSpecification!;
        var (from, to) = (window.ExportFromTime!.Value, window.ExportToTime ?? Seconds(call.Now));
        InvalidExportTimeException Wrong(string what, DateTimeOffset? at = null) =>
            new(at is { } time ? $"{what} : {time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}" : what);
        // AWS: a table that keeps no history is told so in the same words.
        if (table.History is not { Since: not null } history || from < Seconds(HistoryRules.Earliest(history, call.Now))) throw Wrong("Incremental export period from time cannot be less than the table creation time", from);
        if (to > call.Now) throw Wrong("Incremental export period to time cannot be greater than the current time", to);
        if (to - from < TimeSpan.FromMinutes(15)) throw Wrong("Difference between export period from time and export period to time is less than 15 minutes");
        // AWS: at most 24 hours (quotas of DynamoDB); the text is a guess.
        if (to - from > TimeSpan.FromHours(24)) throw Wrong("Difference between export period from time and export period to time is greater than 24 hours");
        var told = Told(input, call, key, table, id) with
        {
            ExportType = input.ExportType,
            IncrementalExportSpecification = new IncrementalExportSpecification { ExportFromTime = from, ExportToTime = to, ExportViewType = window.ExportViewType ?? "NEW_AND_OLD_IMAGES" },
        };
        // AWS: the end is exclusive.
        var last = to.ToUnixTimeMilliseconds() - 1;
        return OpenExport(tx, told, call, key, table, id, storage, last, new WindowRecord(changes, from.ToUnixTimeMilliseconds(), [.. table.Layout.Keys.All.Select(k => k.Name)]));
    }

    private static ExportDescription Told(ExportTableToPointInTimeInput input, CallContext call, TableKey key, TableRecord table, string id) => new()
    {
        ExportArn = $"{TableNames.Arn(key)}/export/{id}", ExportStatus = "IN_PROGRESS", StartTime = call.Now, TableArn = TableNames.Arn(key), TableId = table.Id.ToString("D"), ClientToken = input.ClientToken,
        S3Bucket = input.S3Bucket, S3BucketOwner = input.S3BucketOwner, S3Prefix = input.S3Prefix, S3SseAlgorithm = input.S3SseAlgorithm ?? "AES256", S3SseKmsKeyId = input.S3SseKmsKeyId,
        ExportFormat = input.ExportFormat ?? "DYNAMODB_JSON",
    };

    private static ExportDescription OpenExport(IWriteTransaction tx, ExportDescription told, CallContext call, TableKey key, TableRecord table, string id, long storage, long at, WindowRecord? window)
    {
        var history = table.History!.Storage;
        DynamoDbTables.Tables.Put(tx, key, HistoryRules.Held(table, history));
        var copy = new CopyPayload { Account = key.Account, Region = key.Region, From = table.Storage, To = storage, Source = key.Name, History = history, At = at, Target = key.Name, Backup = id };
        DynamoDbTables.Exports.Put(tx, new StreamKey(key, id), new ExportRecord(told, CallerRecord.Of(call.Caller), copy) { Window = window });
        ExportJob.Schedule(tx, new StreamKey(key, id), call.Now);
        return told;
    }

    public async ValueTask<DescribeExportOutput> DescribeExport(DescribeExportInput input, CallContext call)
    {
        if (!TableNames.TryParseArn(input.ExportArn, out var table, out var rest) || !rest.StartsWith("/export/", StringComparison.Ordinal)) throw Faults.Validation("Invalid Export ARN");
        if (table.Region != call.Region) throw new ExportNotFoundException("Export not found: Invalid export arn");
        var key = new StreamKey(table, rest["/export/".Length..]);
        var found = await store.ReadAsync(tx => DynamoDbTables.Exports.GetAsync(tx, key), call.Cancelled) ?? throw new ExportNotFoundException($"Export not found: Export not found: {input.ExportArn}");
        return new DescribeExportOutput { ExportDescription = Shown(found.Told) };
    }

    public async ValueTask<ListExportsOutput> ListExports(ListExportsInput input, CallContext call)
    {
        var limit = input.MaxResults ?? MostTransfers;
        var (range, after) = (TransferRange(DynamoDbTables.Exports, input.TableArn, call), input.NextToken is { } token ? TransferKey(token, "/export/", "NextToken") : (StreamKey?)null);
        var rows = await store.ReadAsync(tx => DynamoDbTables.Exports.RangeAsync(tx, range, limit + 1, after: after), call.Cancelled);
        var shown = rows.Take(limit).Select(r => new ExportSummary { ExportArn = r.Record.Told.ExportArn, ExportStatus = r.Record.Told.ExportStatus, ExportType = r.Record.Told.ExportType }).ToArray();
        return new ListExportsOutput { ExportSummaries = shown, NextToken = rows.Count > limit ? shown[^1].ExportArn : null };
    }

    private static string TransferId(DateTimeOffset now, long random) => string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds():D14}-{(uint)random:x8}");

    private static StreamKey TransferKey(string arn, string kind, string what) =>
        TableNames.TryParseArn(arn, out var table, out var rest) && rest.StartsWith(kind, StringComparison.Ordinal) ? new StreamKey(table, rest[kind.Length..]) : throw Faults.Validation($"Invalid {what}: {arn}");

    private static KeyRange TransferRange<TRecord>(Table<StreamKey, TRecord> transfers, string? tableArn, CallContext call)
        where TRecord : class =>
        tableArn is null ? transfers.Prefix(call.Account, call.Region) : TableNames.Of(tableArn, call) is var key ? transfers.Prefix(key.Account, key.Region, key.Name) : default;
}
