using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>Resource ARNs for the contract's authorisation templates.</summary>
public static class CloudFormationResources
{
    /// <summary>The stack of a name or ARN; every stack where none is named.</summary>
    // AWS: a name stands for stack/name/*, since the unique part is not known yet.
    public static string Stack(string? stackName, CallContext call) =>
        stackName is null ? "*"
        : stackName.StartsWith("arn:", StringComparison.Ordinal) ? stackName
        : $"arn:{call.Partition}:cloudformation:{call.Region}:{call.Account}:stack/{stackName}/*";
}
