using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DisassociateKmsKeyInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public string? LogGroupName { get; init; }
    [WireName("resourceIdentifier"), Length(min: 1, max: 2048), Pattern(@"[\w+=/:,.@\-\*]*")] public string? ResourceIdentifier { get; init; }
}
