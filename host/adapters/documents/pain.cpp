#include "adapters/documents/pain.hpp"

#include <libxml/xmlwriter.h>

#include <memory>

#include "adapters/documents/sepa_text.hpp"

namespace buono::documents {
namespace {

using settlement::PaymentOrder;

constexpr const char* kNamespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
constexpr std::size_t kIdMax = 35;
constexpr std::size_t kNameMax = 70;
constexpr std::size_t kRemittanceMax = 140;

/// A document under construction. libxml2 fails only without memory: that stops the process.
class Xml {
public:
    Xml() : buffer_{xmlBufferCreate(), xmlBufferFree}, writer_{nullptr, xmlFreeTextWriter} {
        BUONO_CHECK(buffer_);
        writer_.reset(xmlNewTextWriterMemory(buffer_.get(), 0));
        BUONO_CHECK(writer_);
        done(xmlTextWriterSetIndent(writer_.get(), 1));
        done(xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr));
    }

    /// Everything written while it lives stands inside the element.
    class Element {
    public:
        Element(Xml& xml, const char* name) : xml_{xml} {
            done(xmlTextWriterStartElement(xml_.writer_.get(), text(name)));
        }
        ~Element() { done(xmlTextWriterEndElement(xml_.writer_.get())); }
        Element(const Element&) = delete;
        Element& operator=(const Element&) = delete;

    private:
        Xml& xml_;
    };

    Element in(const char* name) { return {*this, name}; }
    void attribute(const char* name, const char* value) {
        done(xmlTextWriterWriteAttribute(writer_.get(), text(name), text(value)));
    }
    void leaf(const char* name, const std::string& value) {
        done(xmlTextWriterWriteElement(writer_.get(), text(name), text(value.c_str())));
    }
    void value(const std::string& chars) { done(xmlTextWriterWriteString(writer_.get(), text(chars.c_str()))); }

    std::string take() {
        done(xmlTextWriterEndDocument(writer_.get()));
        writer_.reset();  // Flushes.
        return {reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
                static_cast<std::size_t>(xmlBufferLength(buffer_.get()))};
    }

private:
    static const xmlChar* text(const char* chars) { return reinterpret_cast<const xmlChar*>(chars); }
    static void done(int written) { BUONO_CHECK(written >= 0); }

    std::unique_ptr<xmlBuffer, decltype(&xmlBufferFree)> buffer_;
    std::unique_ptr<xmlTextWriter, decltype(&xmlFreeTextWriter)> writer_;
};

std::string seconds(registers::Instant at) { return at.text().substr(0, 19) + "Z"; }

std::string idText(const std::string& id) {
    BUONO_CHECK(!id.empty() && id.size() <= kIdMax);
    return id;
}

void party(Xml& xml, const char* name, const settlement::Party& party) {
    const auto element = xml.in(name);
    xml.leaf("Nm", sepaText(party.name, kNameMax));
}

void account(Xml& xml, const char* name, const std::string& iban) {
    const auto element = xml.in(name);
    const auto id = xml.in("Id");
    xml.leaf("IBAN", iban);
}

void totals(Xml& xml, const PaymentOrder& order) {
    Money total;
    for (const auto& payment : order.payments) {
        const auto sum = add(total, payment.amount);
        BUONO_CHECK(sum);
        total = *sum;
    }
    xml.leaf("NbOfTxs", std::to_string(order.payments.size()));
    xml.leaf("CtrlSum", total.text());
}

void header(Xml& xml, const PaymentOrder& order) {
    const auto element = xml.in("GrpHdr");
    xml.leaf("MsgId", idText(order.id));
    xml.leaf("CreDtTm", seconds(order.created));
    totals(xml, order);
    party(xml, "InitgPty", order.payer);
}

void payment(Xml& xml, const PaymentOrder::Payment& payment) {
    BUONO_CHECK(payment.amount.isPositive());
    const auto element = xml.in("CdtTrfTxInf");
    {
        const auto id = xml.in("PmtId");
        xml.leaf("EndToEndId", idText(payment.id));
    }
    {
        const auto amount = xml.in("Amt");
        const auto instructed = xml.in("InstdAmt");
        xml.attribute("Ccy", "EUR");
        xml.value(payment.amount.text());
    }
    party(xml, "Cdtr", payment.payee);
    account(xml, "CdtrAcct", payment.payee.iban);
    const auto remittance = xml.in("RmtInf");
    xml.leaf("Ustrd", sepaText(payment.remittance, kRemittanceMax));
}

void instruction(Xml& xml, const PaymentOrder& order) {
    const auto element = xml.in("PmtInf");
    xml.leaf("PmtInfId", idText(order.id));
    xml.leaf("PmtMtd", "TRF");
    totals(xml, order);
    {
        const auto type = xml.in("PmtTpInf");
        const auto level = xml.in("SvcLvl");
        xml.leaf("Cd", "SEPA");
    }
    {
        const auto day = xml.in("ReqdExctnDt");
        xml.leaf("Dt", registers::text(order.execution));
    }
    party(xml, "Dbtr", order.payer);
    account(xml, "DbtrAcct", order.payer.iban);
    {
        const auto agent = xml.in("DbtrAgt");
        const auto institution = xml.in("FinInstnId");
        const auto other = xml.in("Othr");
        xml.leaf("Id", "NOTPROVIDED");
    }
    xml.leaf("ChrgBr", "SLEV");
    for (const auto& one : order.payments) payment(xml, one);
}

}  // namespace

std::string Pain::write(const PaymentOrder& order) const {
    BUONO_CHECK(!order.payments.empty());
    Xml xml;
    {
        const auto document = xml.in("Document");
        xml.attribute("xmlns", kNamespace);
        const auto initiation = xml.in("CstmrCdtTrfInitn");
        header(xml, order);
        instruction(xml, order);
    }
    return xml.take();
}

}  // namespace buono::documents
