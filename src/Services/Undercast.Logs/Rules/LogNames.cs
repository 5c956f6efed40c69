using Undercast.Kernel;

namespace Undercast.Logs;

/// <summary>Names and ARNs of groups and streams.</summary>
internal static class LogNames
{
    public static string GroupArn(GroupKey key) => $"arn:{Arn.PartitionOf(key.Region)}:logs:{key.Region}:{key.Account}:log-group:{key.Name}";

    /// <summary>The group that a name or an identifier (a name or an ARN) means.</summary>
    public static GroupKey Group(string? name, string? identifier, CallContext call)
    {
        if (name is not null && identifier is not null) throw new InvalidParameterException("Specify either logGroupName or logGroupIdentifier, not both.");
        if (name is null && identifier is null) throw new InvalidParameterException("Either logGroupName or logGroupIdentifier must be specified.");
        return name is not null ? new GroupKey(call.Account, call.Region, name) : OfArn(identifier!, call);
    }

    /// <summary>The groups that a query names, in one of three ways.</summary>
    public static IReadOnlyList<GroupKey> OfQuery(StartQueryInput input, CallContext call)
    {
        IReadOnlyList<string>?[] ways = [input.LogGroupName is { } one ? [one] : null, input.LogGroupNames, input.LogGroupIdentifiers];
        var named = ways.Where(w => w is { Count: > 0 }).ToArray();
        if (named.Length != 1) throw new InvalidParameterException("Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.");
        // AWS: fifty groups.
        if (named[0]!.Count > 50) throw new InvalidParameterException("A query searches at most 50 log groups.");
        return [.. named[0]!.Select(n => OfArn(n, call))];
    }

    public static GroupKey OfArn(string text, CallContext call)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal)) return new GroupKey(call.Account, call.Region, text);
        if (Arn.TryParse(text, out var arn) && arn.Service == "logs" && arn.Resource.StartsWith("log-group:", StringComparison.Ordinal))
            return new GroupKey(arn.Account, arn.Region, arn.Resource["log-group:".Length..].Split(':')[0]);
        throw new InvalidParameterException($"The ARN {text} is not a log group.");
    }
}

/// <summary>The resources of permissions.</summary>
public static class LogsResources
{
    internal static string Group(string name, CallContext call) => LogNames.GroupArn(new GroupKey(call.Account, call.Region, name));

    internal static string Group(CallContext call) => LogNames.GroupArn(new GroupKey(call.Account, call.Region, "*"));

    internal static string Stream(DeleteLogStreamInput input, CallContext call) => $"{Group(input.LogGroupName, call)}:log-stream:{input.LogStreamName}";

    internal static string Written(PutLogEventsInput input, CallContext call) => $"{Group(input.LogGroupName, call)}:log-stream:{input.LogStreamName}";

    internal static string Read(GetLogEventsInput input, CallContext call) => $"{LogNames.GroupArn(LogNames.Group(input.LogGroupName, input.LogGroupIdentifier, call))}:log-stream:{input.LogStreamName}";

    internal static string Described(DescribeLogStreamsInput input, CallContext call) => LogNames.GroupArn(LogNames.Group(input.LogGroupName, input.LogGroupIdentifier, call));

    internal static string Searched(FilterLogEventsInput input, CallContext call) => LogNames.GroupArn(LogNames.Group(input.LogGroupName, input.LogGroupIdentifier, call));

    internal static string Identified(string identifier, CallContext call) => LogNames.GroupArn(LogNames.OfArn(identifier, call));

    internal static string Keyed(AssociateKmsKeyInput input, CallContext call) => LogNames.GroupArn(LogNames.Group(input.LogGroupName, input.ResourceIdentifier, call));

    internal static string Unkeyed(DisassociateKmsKeyInput input, CallContext call) => LogNames.GroupArn(LogNames.Group(input.LogGroupName, input.ResourceIdentifier, call));

    internal static string Filtered(DescribeMetricFiltersInput input, CallContext call) => Group(input.LogGroupName ?? "*", call);

    // The first group; the operation asks for the others.
    internal static string Queried(StartQueryInput input, CallContext call) => LogNames.GroupArn(LogNames.OfQuery(input, call)[0]);

    internal static string Followed(StartLiveTailInput input, CallContext call) => LogNames.GroupArn(LogNames.OfArn(input.LogGroupIdentifiers[0], call));
}
