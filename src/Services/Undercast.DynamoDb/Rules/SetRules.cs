namespace Undercast.DynamoDb;

/// <summary>What is wrong with a value, in AWS's words (recorded by dynalite's suite against the service).</summary>
internal static class ValueFaults
{
    // AWS: 32 levels, of which the attribute itself is the first (nubo-db/dynamodb-conformance, captured from the service).
    public const int MaxDepth = 31;

    public const string NoType = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    public const string SeveralTypes = "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes";
    public const string EmptyTexts = "One or more parameter values were invalid: An string set  may not be empty";
    public const string EmptyNumbers = "One or more parameter values were invalid: An number set  may not be empty";
    public const string EmptyBinaries = "One or more parameter values were invalid: Binary sets should not be empty";
    public const string RepeatedNumbers = "Input collection contains duplicates";
    public const string TooDeep = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";
}

/// <summary>Sets: what may be one, and arithmetic on them.</summary>
internal static class SetRules
{
    public static AttributeValue Texts(List<string> texts)
    {
        if (texts.Count == 0) return AttributeValue.Invalid(ValueFaults.EmptyTexts);
        return new HashSet<string>(texts, StringComparer.Ordinal).Count < texts.Count
            ? AttributeValue.Invalid($"One or more parameter values were invalid: Input collection [{string.Join(", ", texts)}] contains duplicates.")
            : AttributeValue.Set([.. texts]);
    }

    public static AttributeValue Numbers(List<string> texts)
    {
        if (texts.Count == 0) return AttributeValue.Invalid(ValueFaults.EmptyNumbers);
        var numbers = new byte[texts.Count][];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!DynamoNumber.TryParse(texts[i], out var encoded, out var fault)) return AttributeValue.Invalid(fault);
            numbers[i] = encoded;
        }
        return HasTwins(numbers) ? AttributeValue.Invalid(ValueFaults.RepeatedNumbers) : AttributeValue.Set(AttributeKind.NS, numbers);
    }

    public static AttributeValue Binaries(List<byte[]> blobs)
    {
        if (blobs.Count == 0) return AttributeValue.Invalid(ValueFaults.EmptyBinaries);
        return HasTwins([.. blobs])
            ? AttributeValue.Invalid($"One or more parameter values were invalid: Input collection [{string.Join(", ", blobs.Select(Convert.ToBase64String))}]of type BS contains duplicates.")
            : AttributeValue.Set(AttributeKind.BS, [.. blobs]);
    }

    /// <summary>All members of both sets, which are of one type.</summary>
    public static AttributeValue Union(AttributeValue a, AttributeValue b) => a.Kind == AttributeKind.SS
        ? AttributeValue.Set([.. a.Texts.Union(b.Texts, StringComparer.Ordinal)])
        : AttributeValue.Set(a.Kind, [.. a.ByteSet.Union(b.ByteSet, ByteStrings.Comparer)]);

    /// <summary>The members of <paramref name="a"/> that <paramref name="b"/> has not, or null when none is left.</summary>
    public static AttributeValue? Except(AttributeValue a, AttributeValue b)
    {
        if (a.Kind == AttributeKind.SS)
        {
            var texts = a.Texts.Except(b.Texts, StringComparer.Ordinal).ToArray();
            return texts.Length == 0 ? null : AttributeValue.Set(texts);
        }
        var rest = a.ByteSet.Except(b.ByteSet, ByteStrings.Comparer).ToArray();
        return rest.Length == 0 ? null : AttributeValue.Set(a.Kind, rest);
    }

    private static bool HasTwins(byte[][] members) => new HashSet<byte[]>(members, ByteStrings.Comparer).Count < members.Length;
}

/// <summary>Byte strings compared by what they hold.</summary>
internal sealed class ByteStrings : IEqualityComparer<byte[]>
{
    public static ByteStrings Comparer { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(obj);
        return hash.ToHashCode();
    }
}
