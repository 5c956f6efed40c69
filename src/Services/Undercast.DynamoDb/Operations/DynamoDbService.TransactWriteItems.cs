using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MaxTransactionBytes = 4 * 1024 * 1024;

    // AWS: a token is good for ten minutes (TransactWriteItems, idempotency).
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(10);

    public async ValueTask<TransactWriteItemsOutput> TransactWriteItems(TransactWriteItemsInput input, CallContext call)
    {
        var writes = input.TransactItems.Select(item => Read(item, call)).ToArray();
        if (writes.Sum(w => (long)Values.Size(w.Item)) > MaxTransactionBytes)
            throw Faults.Validation("Transaction payload size has exceeded the maximum allowed size of 4 MB");
        var token = new OwnedKey(call.Account, call.Region, input.ClientRequestToken!);
        var output = new ArrayBufferWriter<byte>();
        var writer = new JsonShapeWriter(output);
        TransactWriteItemsInputShape.Write(ref writer, input, null);
        writer.Finish();
        var digest = Digest(output.WrittenMemory);
        return await WriteAsync(
            async (tx, spending) =>
            {
                var (capacities, metrics) = await TransactAsync(tx, writes, token, digest, input.ReturnConsumedCapacity, input.ReturnItemCollectionMetrics, spending, call.Now);
                return new TransactWriteItemsOutput { ConsumedCapacity = capacities, ItemCollectionMetrics = metrics };
            },
            call);
    }

    // All writes or none, once for each token.
    private async ValueTask<(ConsumedCapacity[]? Capacities, Dictionary<string, IReadOnlyList<ItemCollectionMetrics>>? Metrics)> TransactAsync(
        IWriteTransaction tx, ItemWrite[] writes, OwnedKey token, string digest, string? capacityWanted, string? metricsWanted, Spending? spending, DateTimeOffset now)
    {
        var repeated = await IsRepeatedAsync(tx, token, digest, now);
        var capacities = new Dictionary<string, CapacityMeter>(StringComparer.Ordinal);
        var metrics = new Dictionary<string, IReadOnlyList<ItemCollectionMetrics>>(StringComparer.Ordinal);
        foreach (var step in await PrepareAsync(tx, writes, repeated, now))
        {
            var meter = Meter(capacities, capacityWanted, step.Write.Table, spending);
            // AWS: a repeated request reads its items and changes nothing.
            if (repeated) meter?.Read(step.Table, step.Before is null ? 0 : Values.Size(step.Before), true, factor: TransactionFactor);
            else meter?.Write(step.Table, step.Before, step.After, TransactionFactor);
            if (!repeated && step.Write.Kind != WriteKind.Check) CheckCollection(await ItemWriter.WriteAsync(tx, step.Table, step.Row, step.Before, step.After, now), step.Before, step.After);
            if (await CollectionRules.MetricsAsync(tx, metricsWanted, step.Table, step.Write.Item) is { } collection)
                metrics[step.Write.Table.Name] = [.. metrics.GetValueOrDefault(step.Write.Table.Name) ?? [], collection];
        }
        if (!repeated) await DynamoDbTables.Tokens.PutAsync(tx, token, new TokenRecord(digest, now + TokenLife));
        return (Totals(capacities, writes: !repeated), metrics.Count == 0 ? null : metrics);
    }

    // Every condition is looked at before anything is written, and all that fail are told.
    private async ValueTask<List<Step>> PrepareAsync(IWriteTransaction tx, ItemWrite[] writes, bool repeated, DateTimeOffset now)
    {
        var steps = new List<Step>(writes.Length);
        var reasons = new CancellationReason[writes.Length];
        var rows = new HashSet<byte[]>(ByteStrings.Comparer);
        var failed = false;
        for (var i = 0; i < writes.Length; i++)
        {
            var write = writes[i];
            var table = await catalog.GetAsync(tx, write.Table);
            reasons[i] = new CancellationReason { Code = "None" };
            write.CheckFirst(table);
            try
            {
                write.Check(table);
                var row = ItemRows.Key(table.Layout.Keys, write.Item);
                if (!rows.Add(row)) throw new RepeatedItemException();
                if (!repeated && TransactFault(() => throttle.CheckWrite(table, now)) is { } throttled)
                {
                    failed = true;
                    reasons[i] = throttled;
                    continue;
                }
                var before = await tx.GetAsync(row) is { } stored ? new AttributeMap(stored) : null;
                if (!repeated && write.Inserts && before is not null) throw Faults.Duplicate();
                if (!repeated && write.Condition is { } condition && !condition.Holds(before)) throw Faults.ConditionFailed(write.ShowsItem ? before : null);
                steps.Add(new Step(write, table, row, before, repeated ? before : write.After(table, before)));
            }
            catch (ConditionalCheckFailedException e)
            {
                failed = true;
                reasons[i] = new CancellationReason { Code = "ConditionalCheckFailed", Message = e.Message, Item = e.Item };
            }
            catch (DuplicateItemException e)
            {
                failed = true;
                reasons[i] = new CancellationReason { Code = "DuplicateItem", Message = e.Message };
            }
            catch (CommonException e) when (e.Kind == CommonError.Validation)
            {
                failed = true;
                reasons[i] = new CancellationReason { Code = "ValidationError", Message = e.Message };
            }
            catch (RepeatedItemException)
            {
                throw Faults.Validation(ManyOperations);
            }
        }
        if (!failed) return steps;
        throw Cancelled(reasons);
    }

    private static async ValueTask<bool> IsRepeatedAsync(IWriteTransaction tx, OwnedKey token, string digest, DateTimeOffset now)
    {
        // Each transaction forgets two old tokens, so that they never pile up and nothing else has to run.
        var index = DynamoDbTables.TokensByExpiry;
        foreach (var (_, key) in await index.KeysAsync(tx, index.UpTo(now), 2)) await DynamoDbTables.Tokens.DeleteAsync(tx, key);
        if (await DynamoDbTables.Tokens.GetAsync(tx, token) is not { } known || known.Expires <= now) return false;
        return known.Digest == digest ? true : throw new IdempotentParameterMismatchException("Request parameters do not match those of the earlier request with this client request token");
    }

    // AWS: the order of members and attributes makes no difference (localstack#6529, seen from the service).
    private static string Digest(ReadOnlyMemory<byte> input)
    {
        using var document = JsonDocument.Parse(input, new JsonDocumentOptions { MaxDepth = JsonShapeReader.MaxDepth });
        var sorted = new ArrayBufferWriter<byte>(input.Length);
        using (var json = new Utf8JsonWriter(sorted)) Sort(document.RootElement, json);
        return Convert.ToHexStringLower(SHA256.HashData(sorted.WrittenSpan));
    }

    private static void Sort(JsonElement element, Utf8JsonWriter json)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    Sort(member.Value, json);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Sort(item, json);
                json.WriteEndArray();
                break;
            default: element.WriteTo(json); break;
        }
    }

    private static ItemWrite Read(TransactWriteItem item, CallContext call)
    {
        if (new object?[] { item.ConditionCheck, item.Put, item.Update, item.Delete }.Count(a => a is not null) != 1)
            throw Faults.Validation("TransactItems can only contain one of Check, Put, Update or Delete");
        if (item.Put is { } put)
        {
            var scope = Scope([("ConditionExpression", put.ConditionExpression)], put.ExpressionAttributeNames, put.ExpressionAttributeValues);
            ItemRules.CheckValues(put.Item);
            if (Values.Size(put.Item) > ItemRules.MaxItemBytes) throw Faults.Validation("Item size has exceeded the maximum allowed size");
            var condition = WriteCondition.Read(put.ConditionExpression, scope);
            scope.CheckUsed();
            return ItemWrite.Put(TableNames.Of(put.TableName, call), put.Item, condition.Node, condition.NestedHeads, put.ReturnValuesOnConditionCheckFailure == "ALL_OLD");
        }
        if (item.Update is { } update)
        {
            var scope = Scope(
                [("UpdateExpression", update.UpdateExpression), ("ConditionExpression", update.ConditionExpression)], update.ExpressionAttributeNames, update.ExpressionAttributeValues);
            ItemRules.CheckValues(update.Key);
            var parsed = UpdateParser.Parse(update.UpdateExpression, scope);
            return Keyed(WriteKind.Update, update.TableName, update.Key, update.ConditionExpression, scope, update.ReturnValuesOnConditionCheckFailure, call)
                with { Actions = parsed.Actions, NestedUpdateHeads = parsed.NestedHeads };
        }
        var (kind, name, key, text, names, values, shows) = item.Delete is { } delete
            ? (WriteKind.Delete, delete.TableName, delete.Key, delete.ConditionExpression, delete.ExpressionAttributeNames, delete.ExpressionAttributeValues, delete.ReturnValuesOnConditionCheckFailure)
            : (WriteKind.Check, item.ConditionCheck!.TableName, item.ConditionCheck.Key, item.ConditionCheck.ConditionExpression, item.ConditionCheck.ExpressionAttributeNames,
                item.ConditionCheck.ExpressionAttributeValues, item.ConditionCheck.ReturnValuesOnConditionCheckFailure);
        ItemRules.CheckValues(key);
        return Keyed(kind, name, key, text, Scope([("ConditionExpression", text)], names, values), shows, call);
    }

    private static ExpressionScope Scope(ReadOnlySpan<(string, string?)> expressions, IReadOnlyDictionary<string, string>? names, AttributeMap? values)
    {
        ParameterRules.Check(expressions, [], names is not null, values is not null);
        return new ExpressionScope(names, values);
    }

    // The last expression of an action is its condition; whatever is unused after it is unused.
    private static ItemWrite Keyed(WriteKind kind, string? table, AttributeMap key, string? text, ExpressionScope scope, string? shows, CallContext call)
    {
        var condition = WriteCondition.Read(text, scope);
        scope.CheckUsed();
        return new ItemWrite { Kind = kind, Table = TableNames.Of(table, call), Item = key, Condition = condition.Node, NestedHeads = condition.NestedHeads, ShowsItem = shows == "ALL_OLD" };
    }

    private sealed record Step(ItemWrite Write, TableRecord Table, byte[] Row, AttributeMap? Before, AttributeMap? After);

    private sealed class RepeatedItemException : Exception;
}
