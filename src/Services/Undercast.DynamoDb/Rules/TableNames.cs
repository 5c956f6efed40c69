using Undercast.Kernel;

namespace Undercast.DynamoDb;

/// <summary>Names and ARNs of tables.</summary>
internal static class TableNames
{
    private const int Shortest = 3, Longest = 255;

    public static string Arn(TableKey key) => $"arn:{Kernel.Arn.PartitionOf(key.Region)}:dynamodb:{key.Region}:{key.Account}:table/{key.Name}";

    public static string IndexArn(TableKey key, string index) => $"{Arn(key)}/index/{index}";

    public static string StreamArn(TableKey key, string label) => $"{Arn(key)}/stream/{label}";

    /// <summary>The name of a table to be made, which AWS checks in its own words.</summary>
    public static TableKey Fresh(string? name, CallContext call)
    {
        if (name is null) throw Faults.Validation("The parameter 'TableName' is required but was not present in the request");
        return name.Length is > 0 and < Shortest ? throw Broken($"'{name}'", "Member must have length greater than or equal to 3") : Of(name, call);
    }

    /// <summary>The table that a call names, by name or ARN.</summary>
    public static TableKey Of(string? name, CallContext call)
    {
        // AWS: captured from the service by nubo-db/dynamodb-conformance (error-messages).
        if (name is null) throw Broken("null", "Member must not be null");
        if (name.StartsWith("arn:", StringComparison.Ordinal))
            return TryParseArn(name, out var key, out var rest) && rest.Length == 0 ? key : throw Faults.Validation($"Invalid TableName: {name} is not the ARN of a table");
        if (name.Length == 0) throw Broken("''", "Member must have length greater than or equal to 1");
        if (name.Length > Longest) throw Broken($"'{name}'", "Member must have length less than or equal to 255");
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')) throw Broken($"'{name}'", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        }
        return new TableKey(call.Account, call.Region, name);
    }

    private static CommonException Broken(string value, string rule) =>
        Faults.Validation($"1 validation error detected: Value {value} at 'tableName' failed to satisfy constraint: {rule}");

    /// <summary>Reads the ARN of a table or of something that belongs to one.</summary>
    /// <param name="text">The ARN.</param>
    /// <param name="key">The table.</param>
    /// <param name="rest">What follows the table's name, such as <c>/stream/2026-01-01T00:00:00.000</c>.</param>
    public static bool TryParseArn(string? text, out TableKey key, out string rest)
    {
        (key, rest) = (default, "");
        if (!Kernel.Arn.TryParse(text, out var arn) || arn.Service != "dynamodb" || !arn.Resource.StartsWith("table/", StringComparison.Ordinal)) return false;
        var name = arn.Resource["table/".Length..];
        var end = name.IndexOf('/');
        if (end >= 0) (name, rest) = (name[..end], name[end..]);
        if (name.Length == 0 || arn.Region.Length == 0 || arn.Account.Length == 0) return false;
        key = new TableKey(arn.Account, arn.Region, name);
        return true;
    }
}
