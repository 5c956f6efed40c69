using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>Resource ARNs for the contract's authorisation templates.</summary>
public static class CloudFormationResources
{
    /// <summary>The stack set of a name, id or ARN.</summary>
    public static string StackSet(string? stackSetName, CallContext call) =>
        stackSetName is null ? "*"
        : stackSetName.StartsWith("arn:", StringComparison.Ordinal) ? stackSetName
        : $"arn:{call.Partition}:cloudformation:{call.Region}:{call.Account}:stackset/{stackSetName}{(stackSetName.Contains(':', StringComparison.Ordinal) ? "" : ":*")}";

    /// <summary>The stack of a name or ARN; every stack where none is named.</summary>
    // AWS: a name stands for stack/name/*, since the unique part is not known yet.
    public static string Stack(string? stackName, CallContext call) =>
        stackName is null ? "*"
        : stackName.StartsWith("arn:", StringComparison.Ordinal) ? stackName
        : $"arn:{call.Partition}:cloudformation:{call.Region}:{call.Account}:stack/{stackName}/*";
}
