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

    private static string Target(string? table, string? index, CallContext call) => index is null ? Table(table, call) : $"{Table(table, call)}/index/{index}";

    private static IEnumerable<string> Distinct(IEnumerable<string?>? names, CallContext call) =>
        (names ?? []).Where(n => n is not null).Distinct(StringComparer.Ordinal).Select(n => Table(n, call));
}
