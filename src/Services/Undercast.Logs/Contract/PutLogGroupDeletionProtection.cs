using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record PutLogGroupDeletionProtectionInput
{
    [WireName("logGroupIdentifier"), Length(min: 1, max: 2048), Pattern(@"[\w#+=/:,.@-]*")] public required string LogGroupIdentifier { get; init; }
    [WireName("deletionProtectionEnabled")] public required bool DeletionProtectionEnabled { get; init; }
}
