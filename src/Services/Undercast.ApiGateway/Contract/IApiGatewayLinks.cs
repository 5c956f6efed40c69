using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

public partial interface IApiGateway
{
    /// <summary>Makes a client certificate, which a stage presents to its endpoints.</summary>
    [Http("POST", "/clientcertificates", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/clientcertificates")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<ClientCertificate> GenerateClientCertificate(GenerateClientCertificateInput input, CallContext call);

    /// <summary>Reads a client certificate.</summary>
    [Http("GET", "/clientcertificates/{clientcertificate_id}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/clientcertificates/{ClientCertificateId}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<ClientCertificate> GetClientCertificate(GetClientCertificateInput input, CallContext call);

    /// <summary>Lists the account's client certificates.</summary>
    [Http("GET", "/clientcertificates")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/clientcertificates")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetClientCertificatesOutput> GetClientCertificates(GetClientCertificatesInput input, CallContext call);

    /// <summary>Changes a client certificate.</summary>
    [Http("PATCH", "/clientcertificates/{clientcertificate_id}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/clientcertificates/{ClientCertificateId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<ClientCertificate> UpdateClientCertificate(UpdateClientCertificateInput input, CallContext call);

    /// <summary>Removes a client certificate.</summary>
    [Http("DELETE", "/clientcertificates/{clientcertificate_id}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/clientcertificates/{ClientCertificateId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteClientCertificate(DeleteClientCertificateInput input, CallContext call);

    /// <summary>Makes a VPC link.</summary>
    [Http("POST", "/vpclinks", Status = 202)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/vpclinks")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<VpcLink> CreateVpcLink(CreateVpcLinkInput input, CallContext call);

    /// <summary>Reads a VPC link.</summary>
    [Http("GET", "/vpclinks/{vpclink_id}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/vpclinks/{VpcLinkId}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<VpcLink> GetVpcLink(GetVpcLinkInput input, CallContext call);

    /// <summary>Lists the account's VPC links.</summary>
    [Http("GET", "/vpclinks")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/vpclinks")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetVpcLinksOutput> GetVpcLinks(GetVpcLinksInput input, CallContext call);

    /// <summary>Changes a VPC link.</summary>
    [Http("PATCH", "/vpclinks/{vpclink_id}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/vpclinks/{VpcLinkId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<VpcLink> UpdateVpcLink(UpdateVpcLinkInput input, CallContext call);

    /// <summary>Removes a VPC link.</summary>
    [Http("DELETE", "/vpclinks/{vpclink_id}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/vpclinks/{VpcLinkId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteVpcLink(DeleteVpcLinkInput input, CallContext call);
}
