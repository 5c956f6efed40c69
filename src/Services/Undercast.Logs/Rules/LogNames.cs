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
}
