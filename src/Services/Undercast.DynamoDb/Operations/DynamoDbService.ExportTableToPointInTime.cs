using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MostTransfers = 25;

    public async ValueTask<ExportTableToPointInTimeOutput> ExportTableToPointInTime(ExportTableToPointInTimeInput input, CallContext call)
    {
        var key = TableNames.TryParseArn(input.TableArn, out var named, out var rest) && rest.Length == 0 ? named : throw Faults.Validation($"Invalid TableArn: {input.TableArn}");
        if (input.ExportType == "INCREMENTAL_EXPORT") throw CommonException.NotSupported("ExportType INCREMENTAL_EXPORT");
        if (input.IncrementalExportSpecification is not null) throw Faults.Validation("IncrementalExportSpecification can only be specified when ExportType is INCREMENTAL_EXPORT");
        if (input.S3SseAlgorithm == "KMS") throw CommonException.NotSupported("S3SseAlgorithm KMS");
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
                    return (known.Told.S3Bucket, known.Told.S3Prefix, known.Told.ExportFormat) == (input.S3Bucket, input.S3Prefix, input.ExportFormat ?? "DYNAMODB_JSON")
                        ? new ExportTableToPointInTimeOutput { ExportDescription = known.Told } : throw new ExportConflictException("The parameters do not match those of the earlier export with this client token");
                }
                if (table.History is not { Since: not null } history) throw new PointInTimeRecoveryUnavailableException($"Point in time recovery is not enabled for table '{key.Name}'");
                var at = input.ExportTime ?? call.Now;
                if (at < Seconds(HistoryRules.Earliest(history, call.Now)) || at > call.Now) throw new InvalidExportTimeException("The specified ExportTime is outside of the point in time recovery window.");
                DynamoDbTables.Tables.Put(tx, key, HistoryRules.Held(table, history.Storage));
                var told = new ExportDescription
                {
                    ExportArn = $"{TableNames.Arn(key)}/export/{id}", ExportStatus = "IN_PROGRESS", StartTime = call.Now, TableArn = TableNames.Arn(key), TableId = table.Id.ToString("D"), ExportTime = at,
                    ClientToken = input.ClientToken, S3Bucket = input.S3Bucket, S3BucketOwner = input.S3BucketOwner, S3Prefix = input.S3Prefix, S3SseAlgorithm = input.S3SseAlgorithm ?? "AES256",
                    ExportFormat = input.ExportFormat ?? "DYNAMODB_JSON", ExportType = "FULL_EXPORT",
                };
                DynamoDbTables.Exports.Put(tx, new StreamKey(key, id), new ExportRecord(told, CallerRecord.Of(call.Caller), new CopyPayload
                {
                    Account = key.Account, Region = key.Region, From = table.Storage, To = storage, Source = key.Name, History = history.Storage,
                    At = input.ExportTime is null ? await NowAsync(tx, history, call.Now) : at.ToUnixTimeMilliseconds(), Target = key.Name, Backup = id,
                }));
                ExportJob.Schedule(tx, new StreamKey(key, id), call.Now);
                return new ExportTableToPointInTimeOutput { ExportDescription = told };
            },
            call.Cancelled);
    }

    public async ValueTask<DescribeExportOutput> DescribeExport(DescribeExportInput input, CallContext call)
    {
        var key = TransferKey(input.ExportArn, "/export/", "ExportArn");
        var found = await store.ReadAsync(tx => DynamoDbTables.Exports.GetAsync(tx, key), call.Cancelled) ?? throw new ExportNotFoundException($"Export not found: {input.ExportArn}");
        return new DescribeExportOutput { ExportDescription = found.Told };
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
