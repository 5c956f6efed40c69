using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const string ManyOperations = "Transaction request cannot include multiple operations on one item";

    // AWS: a transaction's read or write costs twice a plain one.
    private const int TransactionFactor = 2;

    public async ValueTask<TransactGetItemsOutput> TransactGetItems(TransactGetItemsInput input, CallContext call)
    {
        var reads = input.TransactItems.Select(item =>
        {
            var get = item.Get;
            var table = TableNames.Of(get.TableName, call);
            ParameterRules.Check([("ProjectionExpression", get.ProjectionExpression)], [], get.ExpressionAttributeNames is not null, hasValues: false);
            ItemRules.CheckValues(get.Key);
            return (Table: table, get.Key, Parts: Parts.Read(null, get.ProjectionExpression, get.ExpressionAttributeNames));
        }).ToArray();
        // A snapshot beside running writers need not be a state that their serial order passes through (docs/storage.md); a transaction that writes nothing is one.
        return await WriteAsync(
            async (tx, spending) =>
            {
                var responses = new ItemResponse[reads.Length];
                var capacities = new Dictionary<string, CapacityMeter>(StringComparer.Ordinal);
                var rows = new HashSet<byte[]>(ByteStrings.Comparer);
                CancellationReason[]? reasons = null;
                for (var i = 0; i < reads.Length; i++)
                {
                    var (tableKey, key, parts) = reads[i];
                    var table = await catalog.GetAsync(tx, tableKey);
                    if (KeyFault(table, key) is { } fault)
                    {
                        reasons ??= [.. reads.Select(_ => new CancellationReason { Code = "None" })];
                        reasons[i] = new CancellationReason { Code = "ValidationError", Message = fault };
                        continue;
                    }
                    if (TransactFault(() => throttle.CheckRead(table, null, call.Now)) is { } throttled)
                    {
                        reasons ??= [.. reads.Select(_ => new CancellationReason { Code = "None" })];
                        reasons[i] = throttled;
                        continue;
                    }
                    var item = await FindAsync(tx, table, key, parts);
                    if (!rows.Add(ItemRows.Key(table.Layout.Keys, key))) throw Faults.Validation(ManyOperations);
                    Meter(capacities, input.ReturnConsumedCapacity, tableKey, spending)?.Read(table, item is null ? 0 : Values.Size(item), true, factor: TransactionFactor);
                    responses[i] = new ItemResponse { Item = item is null ? null : parts.Of(item) };
                }
                if (reasons is not null) throw Cancelled(reasons);
                return new TransactGetItemsOutput { Responses = responses, ConsumedCapacity = Totals(capacities, writes: false) };
            },
            call);
    }

    // AWS: a key that does not fit is a reason to cancel, one with an empty value ends the request (nubo-db/dynamodb-conformance, error-messages).
    private static string? KeyFault(TableRecord table, AttributeMap key)
    {
        ItemRules.CheckNoEmptyKeys(table.Layout, key);
        try
        {
            ItemRules.CheckKey(table.Layout.Keys, key);
            return null;
        }
        catch (CommonException e)
        {
            return e.Message;
        }
    }

    // AWS: the codes of reasons are those of TransactionCanceledException.
    private static CancellationReason? TransactFault(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (ProvisionedThroughputExceededException e)
        {
            return new CancellationReason { Code = "ProvisionedThroughputExceeded", Message = e.Message };
        }
        catch (ThrottlingException e)
        {
            return new CancellationReason { Code = "ThrottlingError", Message = e.Message };
        }
    }

    private static TransactionCanceledException Cancelled(CancellationReason[] reasons) =>
        new($"Transaction cancelled, please refer cancellation reasons for specific reasons [{string.Join(", ", reasons.Select(r => r.Code))}]") { CancellationReasons = reasons };

    private static CapacityMeter? Meter(Dictionary<string, CapacityMeter> meters, string? wanted, TableKey table, Spending? spending)
    {
        if (meters.TryGetValue(table.Name, out var meter)) return meter;
        if (CapacityMeter.For(wanted, table.Name, spending) is not { } made) return null;
        return meters[table.Name] = made;
    }

    private static ConsumedCapacity[]? Totals(Dictionary<string, CapacityMeter> meters, bool writes) =>
        meters.Values.Select(m => m.Total(writes)).OfType<ConsumedCapacity>().ToArray() is { Length: > 0 } totals ? totals : null;
}
