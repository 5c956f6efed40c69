using Undercast.Kernel;
using Undercast.DynamoDb.Streams;

namespace Undercast.DynamoDb;

/// <summary>The ARNs of what calls name.</summary>
public static class DynamoDbResources
{
    /// <summary>A table by name or ARN.</summary>
    public static string Table(string? name, CallContext call) =>
        name?.StartsWith("arn:", StringComparison.Ordinal) == true ? name : $"arn:{call.Partition}:dynamodb:{call.Region}:{call.Account}:table/{name}";

    /// <summary>The table or index of a query.</summary>
    public static string Target(QueryInput input, CallContext call) => Target(input.TableName, input.IndexName, call);

    /// <summary>The table or index of a scan.</summary>
    public static string Target(ScanInput input, CallContext call) => Target(input.TableName, input.IndexName, call);

    /// <summary>The tables of a batch of reads.</summary>
    public static IEnumerable<string> Tables(IReadOnlyDictionary<string, KeysAndAttributes> requests, CallContext call) => (requests ?? new Dictionary<string, KeysAndAttributes>()).Keys.Select(n => Table(n, call));

    /// <summary>The tables of a batch of writes.</summary>
    public static IEnumerable<string> Tables(IReadOnlyDictionary<string, IReadOnlyList<WriteRequest>> requests, CallContext call) =>
        (requests ?? new Dictionary<string, IReadOnlyList<WriteRequest>>()).Keys.Select(n => Table(n, call));

    /// <summary>The tables that a transaction reads.</summary>
    public static IEnumerable<string> Gets(IReadOnlyList<TransactGetItem> items, CallContext call) => Distinct(items?.Select(i => i.Get?.TableName), call);

    /// <summary>The tables that a transaction puts into.</summary>
    public static IEnumerable<string> Puts(IReadOnlyList<TransactWriteItem> items, CallContext call) => Distinct(items?.Select(i => i.Put?.TableName), call);

    /// <summary>The tables that a transaction updates.</summary>
    public static IEnumerable<string> Updates(IReadOnlyList<TransactWriteItem> items, CallContext call) => Distinct(items?.Select(i => i.Update?.TableName), call);

    /// <summary>The tables that a transaction deletes from.</summary>
    public static IEnumerable<string> Deletes(IReadOnlyList<TransactWriteItem> items, CallContext call) => Distinct(items?.Select(i => i.Delete?.TableName), call);

    /// <summary>The tables that a transaction looks at.</summary>
    public static IEnumerable<string> Checks(IReadOnlyList<TransactWriteItem> items, CallContext call) => Distinct(items?.Select(i => i.ConditionCheck?.TableName), call);

    /// <summary>The stream that an iterator belongs to.</summary>
    public static string OfIterator(string iterator, CallContext call) => ShardIterators.StreamArn(iterator) ?? $"arn:{call.Partition}:dynamodb:{call.Region}:{call.Account}:table/*/stream/*";

    /// <summary>The table or index that a statement reads.</summary>
    public static IEnumerable<string> Selects(string statement, CallContext call) => Statements(StatementVerb.Select, [statement], call);

    /// <summary>The tables or indexes that statements of a batch read.</summary>
    public static IEnumerable<string> Selects(IReadOnlyList<BatchStatementRequest> statements, CallContext call) => Statements(StatementVerb.Select, statements?.Select(s => s.Statement), call);

    /// <summary>The tables or indexes that statements of a transaction read.</summary>
    public static IEnumerable<string> Selects(IReadOnlyList<ParameterizedStatement> statements, CallContext call) => Statements(StatementVerb.Select, statements?.Select(s => s.Statement), call);

    /// <summary>The table that a statement inserts into.</summary>
    public static IEnumerable<string> Inserts(string statement, CallContext call) => Statements(StatementVerb.Insert, [statement], call);

    /// <summary>The tables that statements of a batch insert into.</summary>
    public static IEnumerable<string> Inserts(IReadOnlyList<BatchStatementRequest> statements, CallContext call) => Statements(StatementVerb.Insert, statements?.Select(s => s.Statement), call);

    /// <summary>The tables that statements of a transaction insert into.</summary>
    public static IEnumerable<string> Inserts(IReadOnlyList<ParameterizedStatement> statements, CallContext call) => Statements(StatementVerb.Insert, statements?.Select(s => s.Statement), call);

    /// <summary>The table that a statement updates.</summary>
    public static IEnumerable<string> Updates(string statement, CallContext call) => Statements(StatementVerb.Update, [statement], call);

    /// <summary>The tables that statements of a batch update.</summary>
    public static IEnumerable<string> Updates(IReadOnlyList<BatchStatementRequest> statements, CallContext call) => Statements(StatementVerb.Update, statements?.Select(s => s.Statement), call);

    /// <summary>The tables that statements of a transaction update.</summary>
    public static IEnumerable<string> Updates(IReadOnlyList<ParameterizedStatement> statements, CallContext call) => Statements(StatementVerb.Update, statements?.Select(s => s.Statement), call);

    /// <summary>The table that a statement deletes from.</summary>
    public static IEnumerable<string> Deletes(string statement, CallContext call) => Statements(StatementVerb.Delete, [statement], call);

    /// <summary>The tables that statements of a batch delete from.</summary>
    public static IEnumerable<string> Deletes(IReadOnlyList<BatchStatementRequest> statements, CallContext call) => Statements(StatementVerb.Delete, statements?.Select(s => s.Statement), call);

    /// <summary>The tables that statements of a transaction delete from.</summary>
    public static IEnumerable<string> Deletes(IReadOnlyList<ParameterizedStatement> statements, CallContext call) => Statements(StatementVerb.Delete, statements?.Select(s => s.Statement), call);

    private static IEnumerable<string> Statements(StatementVerb verb, IEnumerable<string?>? statements, CallContext call)
    {
        foreach (var text in statements ?? [])
        {
            if (StatementParser.Peek(text) is { } peeked && peeked.Verb == verb) yield return Target(peeked.Table, peeked.Index, call);
        }
    }

    /// <summary>The table that an import makes.</summary>
    public static string Target(ImportTableInput input, CallContext call) => Table(input.TableCreationParameters?.TableName, call);

    /// <summary>The table that a restoration looks at.</summary>
    public static string Source(RestoreTableToPointInTimeInput input, CallContext call) => Table(input.SourceTableArn ?? input.SourceTableName, call);

    /// <summary>The table or index with insights.</summary>
    public static string Insights(DescribeContributorInsightsInput input, CallContext call) => Target(input.TableName, input.IndexName, call);

    /// <summary>The table or index with insights.</summary>
    public static string Insights(UpdateContributorInsightsInput input, CallContext call) => Target(input.TableName, input.IndexName, call);

    private static string Target(string? table, string? index, CallContext call) => index is null ? Table(table, call) : $"{Table(table, call)}/index/{index}";

    private static IEnumerable<string> Distinct(IEnumerable<string?>? names, CallContext call) =>
        (names ?? []).Where(n => n is not null).Distinct(StringComparer.Ordinal).Select(n => Table(n, call));
}
