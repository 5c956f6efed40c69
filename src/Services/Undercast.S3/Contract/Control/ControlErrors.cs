using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.S3.Control;

[AwsError("NoSuchAccessPoint", 404)]
public sealed class NoSuchAccessPoint(string name) : AwsException("The specified accesspoint does not exist")
{
    public string AccessPointName { get; } = name;
}

[AwsError("NoSuchAccessPointPolicy", 404)]
public sealed class NoSuchAccessPointPolicy(string name) : AwsException("The specified accesspoint policy does not exist")
{
    public string AccessPointName { get; } = name;
}

[AwsError("AccessPointAlreadyOwnedByYou", 409)]
public sealed class AccessPointAlreadyOwnedByYou(string name) : AwsException("Your previous request to create the named accesspoint succeeded and you already own it.")
{
    public string AccessPointName { get; } = name;
}

[AwsError("NoSuchResource", 404)]
public sealed class NoSuchResource() : AwsException("The specified resource doesn't exist.");

[AwsError("InvalidRequest", 400)]
public sealed class InvalidControlRequest(string message) : AwsException(message);
