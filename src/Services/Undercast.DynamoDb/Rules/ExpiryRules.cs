namespace Undercast.DynamoDb;

/// <summary>When items expire.</summary>
internal static class ExpiryRules
{
    // AWS: a time more than five years in the past does not expire an item (How it works: DynamoDB Time to Live).
    public const long OldestSeconds = 5L * 365 * 24 * 60 * 60;

    /// <summary>The second at which an item expires, or null: only a number counts.</summary>
    public static long? Seconds(AttributeMap? item, string attribute) =>
        item?[attribute] is { Kind: AttributeKind.N } value && DynamoNumber.TryInt64(value.Bytes, out var seconds) ? seconds : null;
}
