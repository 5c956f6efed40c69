using System.Buffers;
using System.Globalization;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<ExecuteTransactionOutput> ExecuteTransaction(ExecuteTransactionInput input, CallContext call)
    {
        var statements = input.TransactStatements.Select((s, i) => ReadStatement(s, i)).ToArray();
        var keys = statements.Select(s => TableNames.Of(s.Table, call)).ToArray();
        if (statements.All(s => s.IsRead)) return await WriteAsync((tx, spending) => ReadAllAsync(tx, statements, keys, input, spending), call);
        // Guess: the text.
        if (statements.Any(s => s.IsRead)) throw Faults.Validation("The entire transaction must consist of either read statements or write statements, you cannot mix both in one transaction");
        var token = new OwnedKey(call.Account, call.Region, input.ClientRequestToken!);
        var output = new ArrayBufferWriter<byte>();
        var writer = new JsonShapeWriter(output);
        ExecuteTransactionInputShape.Write(ref writer, input, null);
        writer.Finish();
        var digest = Digest(output.WrittenMemory);
        return await WriteAsync(
            async (tx, spending) =>
            {
                var writes = new ItemWrite[statements.Length];
                for (var i = 0; i < writes.Length; i++)
                {
                    var table = await catalog.GetAsync(tx, keys[i]);
                    writes[i] = StatementWrites.Of(statements[i], keys[i], table, input.TransactStatements[i].ReturnValuesOnConditionCheckFailure == "ALL_OLD") with { Standalone = false };
                }
                var (capacities, _) = await TransactAsync(tx, writes, token, digest, input.ReturnConsumedCapacity, null, spending, call.Now);
                return new ExecuteTransactionOutput { Responses = [.. statements.Select(_ => new ItemResponse())], ConsumedCapacity = capacities };
            },
            call);
    }

    private async ValueTask<ExecuteTransactionOutput> ReadAllAsync(IReadTransaction tx, Statement[] statements, TableKey[] keys, ExecuteTransactionInput input, Spending? spending)
    {
        var responses = new ItemResponse[statements.Length];
        var capacities = new Dictionary<string, CapacityMeter>(StringComparer.Ordinal);
        for (var i = 0; i < statements.Length; i++)
        {
            var table = await catalog.GetAsync(tx, keys[i]);
            var item = await FindAsync(tx, table, statements[i], Failed(i, "Select statements within ExecuteTransaction must specify the primary key in the where clause."));
            Meter(capacities, input.ReturnConsumedCapacity, keys[i], spending)?.Read(table, item is null ? 0 : Values.Size(item), true, factor: TransactionFactor);
            responses[i] = new ItemResponse { Item = item is null ? null : statements[i].Of(item) };
        }
        return new ExecuteTransactionOutput { Responses = responses, ConsumedCapacity = Totals(capacities, writes: false) };
    }

    // AWS: in these words (nubo-db/dynamodb-conformance, error-messages/partiql).
    private static Statement ReadStatement(ParameterizedStatement request, int index)
    {
        var statement = StatementParser.Parse(request.Statement, request.Parameters);
        if (statement.Returning is not null) throw Faults.Validation(Failed(index, "RETURNING clause is not supported in ExecuteTransaction."));
        if (statement.Index is not null) throw Faults.Validation(Failed(index, "Reads on indices are not supported within transactions."));
        return statement;
    }

    private static string Failed(int index, string why) => string.Create(CultureInfo.InvariantCulture, $"Validation failed in TransactStatements[{index}]: {why}");
}
