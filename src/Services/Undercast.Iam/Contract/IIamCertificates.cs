using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public partial interface IIam
{
    /// <summary>Keeps a certificate with its key.</summary>
    [Operation, Authorize("iam:UploadServerCertificate", "{NewServerCertificate(*)}")]
    [Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<EntityAlreadyExistsException>, Throws<MalformedCertificateException>, Throws<KeyPairMismatchException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask<UploadServerCertificateOutput> UploadServerCertificate(UploadServerCertificateInput input, CallContext call);

    /// <summary>Reads a certificate without its key.</summary>
    [Operation, Authorize("iam:GetServerCertificate", "arn:{partition}:iam::{account}:server-certificate/{ServerCertificateName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetServerCertificateOutput> GetServerCertificate(GetServerCertificateInput input, CallContext call);

    /// <summary>Lists certificates under a path.</summary>
    [Operation, Authorize("iam:ListServerCertificates", "arn:{partition}:iam::{account}:server-certificate/")]
    [Throws<ServiceFailureException>]
    ValueTask<ListServerCertificatesOutput> ListServerCertificates(ListServerCertificatesInput input, CallContext call);

    /// <summary>Renames a certificate or moves it to another path.</summary>
    [Operation, Authorize("iam:UpdateServerCertificate", "arn:{partition}:iam::{account}:server-certificate/{ServerCertificateName}")]
    [Throws<NoSuchEntityException>, Throws<EntityAlreadyExistsException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask UpdateServerCertificate(UpdateServerCertificateInput input, CallContext call);

    /// <summary>Removes a certificate.</summary>
    [Operation, Authorize("iam:DeleteServerCertificate", "arn:{partition}:iam::{account}:server-certificate/{ServerCertificateName}")]
    [Throws<NoSuchEntityException>, Throws<DeleteConflictException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask DeleteServerCertificate(DeleteServerCertificateInput input, CallContext call);

    /// <summary>Adds or overwrites tags of a certificate.</summary>
    [Operation, Authorize("iam:TagServerCertificate", "arn:{partition}:iam::{account}:server-certificate/{ServerCertificateName}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<LimitExceededException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask TagServerCertificate(TagServerCertificateInput input, CallContext call);

    /// <summary>Removes tags of a certificate.</summary>
    [Operation, Authorize("iam:UntagServerCertificate", "arn:{partition}:iam::{account}:server-certificate/{ServerCertificateName}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask UntagServerCertificate(UntagServerCertificateInput input, CallContext call);

    /// <summary>Lists a certificate's tags.</summary>
    [Operation, Authorize("iam:ListServerCertificateTags", "arn:{partition}:iam::{account}:server-certificate/{ServerCertificateName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListServerCertificateTagsOutput> ListServerCertificateTags(ListServerCertificateTagsInput input, CallContext call);
}
