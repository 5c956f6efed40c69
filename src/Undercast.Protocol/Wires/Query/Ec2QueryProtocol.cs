using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>EC2's dialect of the query wire: capitalised names, lists without wrappers, answers without a result element.</summary>
internal sealed class Ec2QueryProtocol : WireProtocol
{
    public override Wire Wire => Wire.Ec2Query;

    public override WireFamily Family => WireFamily.Query;

    private protected override object Read(OperationDescriptor operation, WireRequest request)
    {
        var reader = new QueryShapeReader(AwsQueryProtocol.Form(request), ec2: true);
        return operation.Input.Read(ref reader);
    }

    public override void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response)
    {
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.ContentType = "text/xml;charset=UTF-8";
        var envelope = operation.Name + "Response";
        var writer = new XmlShapeWriter(response.Body);
        writer.Raw(XmlBodies.Declaration);
        writer.Open(envelope, operation.Api.Api.XmlNamespace, closed: true);
        writer.Element("requestId", requestId);
        if (operation.Output is not null && output is not null) operation.Output.Write(ref writer, output);
        writer.Close(envelope);
    }

    public override void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response)
    {
        var code = ErrorCodes.Of(error, api, Family);
        response.Status = code.Status;
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers.ContentType = "text/xml;charset=UTF-8";
        var writer = new XmlShapeWriter(response.Body);
        writer.Raw(XmlBodies.Declaration);
        writer.Open("Response", closed: true);
        writer.Open("Errors", closed: true);
        XmlBodies.WriteError(ref writer, code, api, error, null, withType: false);
        writer.Close("Error");
        writer.Close("Errors");
        writer.Element("RequestID", requestId);
        writer.Close("Response");
    }
}
