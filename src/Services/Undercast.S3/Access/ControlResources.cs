using Undercast.Kernel;
using Undercast.S3.Control;

namespace Undercast.S3;

/// <summary>The resources of S3 Control's permissions.</summary>
internal static class ControlResources
{
    public static string Point(IPointInput input, CallContext call) => $"arn:{call.Partition}:s3:{call.Region}:{input.AccountId}:accesspoint/{input.Name}";
}
