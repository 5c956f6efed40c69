using Undercast.Kernel;

namespace Undercast.Sqs;

/// <summary>Checks that every batch makes before its entries are looked at one by one.</summary>
internal static class BatchRules
{
    public static void Check<T>(IReadOnlyList<T>? entries, string entryName, Func<T, string?> id)
    {
        if (entries is null) throw SqsFaults.Missing("Entries");
        if (entries.Count == 0) throw new EmptyBatchRequest(entryName);
        if (entries.Count > Limits.BatchEntries) throw new TooManyEntriesInBatchRequest(entries.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            var text = id(entries[i]) ?? throw SqsFaults.Missing($"{entryName}.{i + 1}.Id");
            if (text.Length is < 1 or > 80 || text.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))) throw new InvalidBatchEntryId();
        }
        foreach (var entry in entries)
        {
            if (!seen.Add(id(entry)!)) throw new BatchEntryIdsNotDistinct(id(entry)!);
        }
    }

    public static BatchResultErrorEntry Failed(string id, AwsException error) => new()
    {
        Id = id,
        SenderFault = true,
        Code = Code(error),
        Message = error.Message,
    };

    private static string Code(AwsException error) => error switch
    {
        CommonException { Kind: CommonError.MissingParameter } => "MissingParameter",
        CommonException { Kind: CommonError.InvalidParameterValue } => "InvalidParameterValue",
        _ => Attribute.GetCustomAttribute(error.GetType(), typeof(AwsErrorAttribute)) is AwsErrorAttribute e ? e.QueryCode ?? e.Code : "InternalFailure",
    };
}
