namespace Undercast.DynamoDb;

/// <summary>The words that the members of a write of one item may have.</summary>
/// <remarks>AWS: the name of the table is looked at before them, and an update tells a wrong <c>ReturnValues</c> alone (nubo-db/dynamodb-conformance, registry/splits, us-east-1 since June 2026).</remarks>
internal static class WriteWords
{
    private static readonly string[] Capacities = ["INDEXES", "TOTAL", "NONE"], Metrics = ["SIZE", "NONE"], Operators = ["OR", "AND"], OnFailure = ["ALL_OLD", "NONE"];
    private static readonly string[] Returns = ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"];

    public static void Check(string? capacity, string? metrics, string? values, string? conditionalOperator, string? onFailure)
    {
        List<string>? faults = null;
        Note(ref faults, "returnConsumedCapacity", capacity, Capacities);
        Note(ref faults, "returnItemCollectionMetrics", metrics, Metrics);
        Note(ref faults, "returnValues", values, Returns);
        Note(ref faults, "conditionalOperator", conditionalOperator, Operators);
        Note(ref faults, "returnValuesOnConditionCheckFailure", onFailure, OnFailure);
        if (faults is null) return;
        throw Faults.Validation($"{faults.Count} validation error{(faults.Count == 1 ? "" : "s")} detected: {string.Join("; ", faults)}");
    }

    public static void CheckUpdate(string? values)
    {
        if (values is null || Array.IndexOf(Returns, values) >= 0) return;
        // AWS: in these words, one of them misspelt.
        throw Faults.Validation("1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]");
    }

    private static void Note(ref List<string>? faults, string member, string? value, string[] words)
    {
        if (value is null || Array.IndexOf(words, value) >= 0) return;
        (faults ??= []).Add($"Value '{value}' at '{member}' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", words)}]");
    }
}
