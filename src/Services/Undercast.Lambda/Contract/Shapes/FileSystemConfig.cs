using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record FileSystemConfig
{
    [Length(min: 0, max: 256)]
    [Pattern(@"arn:aws[a-zA-Z-]*:elasticfilesystem:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:access-point/fsap-[a-f0-9]{17}$|^arn:aws[-a-z]*:s3files:[0-9a-z-:]+:file-system/fs-[0-9a-f]{17,40}/access-point/fsap-[0-9a-f]{17,40}")]
    public required string Arn { get; init; }
    [Length(min: 0, max: 160), Pattern(@"/mnt/[a-zA-Z0-9-_.]+")] public required string LocalMountPath { get; init; }
}
