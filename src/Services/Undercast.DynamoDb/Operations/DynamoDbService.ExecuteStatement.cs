using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MaxPageBytes = 1024 * 1024, MarkBytes = 8;

    public async ValueTask<ExecuteStatementOutput> ExecuteStatement(ExecuteStatementInput input, CallContext call)
    {
        var statement = StatementParser.Parse(input.Statement, input.Parameters);
        if (statement.Verb == StatementVerb.Exists) throw Faults.Validation("EXISTS is only supported in ExecuteTransaction");
        var key = TableNames.Of(statement.Table, call);
        if (statement.IsRead)
        {
            var mark = Mark(input);
            return await ReadAsync((tx, spending) => SelectAsync(tx, key, statement, input, mark, spending, call.Now), call);
        }
        return await WriteAsync(
            async (tx, spending) =>
            {
                var capacity = CapacityMeter.For(input.ReturnConsumedCapacity, key.Name, spending);
                var written = await RunAsync(tx, key, statement, input.ReturnValuesOnConditionCheckFailure == "ALL_OLD", call.Now);
                capacity?.Write(written.Table, written.Before, written.After);
                return new ExecuteStatementOutput
                {
                    Items = StatementWrites.Returned(statement, written.Before, written.After) is { } item ? [item] : [],
                    ConsumedCapacity = capacity?.Total(),
                };
            },
            call);
    }

    private async ValueTask<Written> RunAsync(IWriteTransaction tx, TableKey key, Statement statement, bool showsItem, DateTimeOffset now)
    {
        var table = await catalog.GetAsync(tx, key);
        return await WriteAsync(tx, StatementWrites.Of(statement, key, table, showsItem), now, needsBefore: true);
    }

    private async ValueTask<ExecuteStatementOutput> SelectAsync(IReadTransaction tx, TableKey key, Statement statement, ExecuteStatementInput input, byte[] mark, Spending? spending, DateTimeOffset now)
    {
        var table = await catalog.GetAsync(tx, key);
        var index = Index(table, statement.Index, input.ConsistentRead == true);
        throttle.CheckRead(table, index, now);
        var plan = StatementRules.Plan(table, index, statement);
        var parts = statement.Selected is null ? default : new Parts(new Projections(statement.Selected.Select(s => s.Path)), null);
        var fetches = statement.Selected is not null && SelectRules.Fetches(index, null, parts);
        var reverse = (index?.Keys ?? table.Layout.Keys).Range.Any(r => statement.OrderBy.Any(o => o.Descending && o.Name == r.Name));
        var ranges = (reverse ? plan.Ranges.Reverse() : plan.Ranges).ToArray();
        if (input.NextToken is { } token) ranges = Remaining(ranges, token, mark, reverse);

        var items = new List<AttributeMap>();
        AttributeMap? last = null;
        byte[]? place = null;
        int scanned = 0;
        long bytes = 0, fetched = 0;
        for (var i = 0; i < ranges.Length && place is null; i++)
        {
            var page = await PageReader.ReadAsync(tx, new PageRequest
            {
                Table = table, Index = index, Range = ranges[i], Reverse = reverse, Limit = input.Limit - scanned, Filter = plan.Filter, Fetches = fetches,
            });
            items.AddRange(page.Items.Select(statement.Of));
            scanned += page.Scanned;
            bytes += page.Bytes;
            fetched += page.FetchedBytes;
            last = page.Last;
            if (last is not null) place = ItemRows.Key(index?.Keys ?? table.Layout.Keys, last, index is null ? null : table.Layout.Keys);
            else if (i + 1 < ranges.Length && (bytes >= MaxPageBytes || scanned == input.Limit)) place = (reverse ? ranges[i].Start : ranges[i].End).ToArray();
        }
        var capacity = CapacityMeter.For(input.ReturnConsumedCapacity, key.Name, spending);
        capacity?.Read(table, bytes, input.ConsistentRead == true, index);
        if (fetches) capacity?.Read(table, fetched, input.ConsistentRead == true);
        return new ExecuteStatementOutput
        {
            Items = items,
            NextToken = place is null ? null : Base64Url.EncodeToString([.. mark, .. place]),
            LastEvaluatedKey = last,
            ConsumedCapacity = capacity?.Total(),
        };
    }

    // AWS: statements word these in their own way (nubo-db/dynamodb-conformance, error-messages/partiqlIndexQualifier).
    private static IndexLayout? Index(TableRecord table, string? name, bool consistent)
    {
        if (name is null) return null;
        var index = table.Layout.Find(name) ?? throw Faults.Validation("The table does not have the specified index");
        if (!index.Record.Local && consistent) throw Faults.Validation("Strongly consistent read is not supported on Global Secondary Indexes");
        return SelectRules.Index(table, name, consistent: false);
    }

    // A token is good for the statement that it was given for, and leads nowhere but into what that statement reads.
    private static byte[] Mark(ExecuteStatementInput input)
    {
        var text = new StringBuilder(input.Statement);
        foreach (var parameter in input.Parameters ?? []) text.Append('\0').Append(parameter);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..MarkBytes];
    }

    private static KeyRange[] Remaining(KeyRange[] ranges, string token, byte[] mark, bool reverse)
    {
        if (!Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > MarkBytes } read || !read.AsSpan(0, MarkBytes).SequenceEqual(mark))
            throw Faults.Validation("Given NextToken does not match the request");
        var place = read[MarkBytes..];
        return reverse
            ? [.. ranges.Where(r => r.Start.Span.SequenceCompareTo(place) < 0).Select(r => r.Contains(place) ? r.EndingBefore(place) : r)]
            : [.. ranges.Where(r => r.End.Span.SequenceCompareTo(place) > 0).Select(r => r.Contains(place) ? r.StartingAfter(place) : r)];
    }
}
